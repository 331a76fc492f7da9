import { expect, it } from 'vitest';
import { maskAddress, maskText } from './log-masking.ts';

it.each([
  ['no such user ann.lee+x@mail.example.org here', 'no such user [email] here'],
  ['token eyJhbGciOi.eyJzdWIi.c2ln-nature expired', 'token [token] expired'],
  ['authorization: Bearer abc.def', 'authorization: Bearer [token]'],
  ['connect postgresql://parley:secret@10.0.0.1:5432/parley', 'connect postgresql://[hidden]@10.0.0.1:5432/parley'],
  ['invalid input syntax for type uuid: "my secret text"', 'invalid input syntax for type uuid: [value]'],
  ['Key (username)=(ann.lee) already exists.', 'Key (username)=([value]) already exists.'],
  ['at open (/app/node_modules/@prisma/adapter-pg/dist/index.js:1:2)', 'at open (/app/node_modules/@prisma/adapter-pg/dist/index.js:1:2)'],
])('masks %s', (text, masked) => {
  expect(maskText(text)).toBe(masked);
});

it.each([
  ['192.168.17.23', '192.168.17.0/24'],
  ['::ffff:192.168.17.23', '192.168.17.0/24'],
  ['2001:db8:17:2::23', '2001:db8:17::/48'],
  ['::1', '0:0:0::/48'],
  ['unknown', '[address]'],
])('keeps the network of %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});
