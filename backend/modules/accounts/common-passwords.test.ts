import { expect, it } from 'vitest';
import { isCommonPassword } from './common-passwords.ts';

it.each([
  'password123',
  'PASSWORD123',
  'qwertyuiop',
  '1234567890',
  '0987654321',
  '1q2w3e4r5t',
  'administrator',
  'aaaaaaaaaa',
  'abcdefghijkl',
  '0123456789012',
  '🚲🚲🚲🚲🚲🚲🚲🚲🚲🚲',
])('knows that %s is common', (password) => {
  expect(isCommonPassword(password)).toBe(true);
});

it.each(['seven green bicycles', 'acegikmoqs', 'password123 and more', 'x9 kQ!w2z_', '135791113151'])('leaves %s alone', (password) => {
  expect(isCommonPassword(password)).toBe(false);
});
