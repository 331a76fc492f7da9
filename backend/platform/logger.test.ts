import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

function capture(format: 'text' | 'json') {
  const output = new PassThrough();
  return { log: createLogger({ level: 'info', format }, output), read: () => String(output.read() ?? '') };
}

test.each(['text', 'json'] as const)('secrets are masked in %s, however deep', (format) => {
  const { log, read } = capture(format);
  log.info(
    { password: 'hunter2', request: { headers: { authorization: 'Bearer abc', cookie: 'r=abc' } }, input: { refreshToken: 'abc' } },
    'hello',
  );
  const line = read();
  expect(line).toContain('hello');
  expect(line).not.toMatch(/hunter2|abc/);
});

test('JSON lines carry level, time and fields', () => {
  const { log, read } = capture('json');
  log.warn({ made: 2 }, 'partitions');
  expect(JSON.parse(read())).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    made: 2,
    msg: 'partitions',
  });
});

test('text lines are for people: time, level unless ordinary, message, fields, stack', () => {
  const { log, read } = capture('text');
  log.info({ migration: 'init', n: 1 }, 'Applying');
  log.error({ err: new Error('broken') }, 'Failed');
  log.debug('not shown');
  const [first, second, ...stack] = read().split('\n');
  expect(first).toMatch(/^\d\d:\d\d:\d\d Applying migration=init n=1$/);
  expect(second).toMatch(/^\d\d:\d\d:\d\d ERROR Failed$/);
  expect(stack[0]).toBe('Error: broken');
});

test('an error is told by name, message, code, stack and cause, without the fields that libraries hang on it', () => {
  const { log, read } = capture('json');
  const error = Object.assign(new Error('broken', { cause: new Error('deeper') }), { code: '57P01', client: { key: 'secret' } });
  log.error({ err: error }, 'Failed');
  expect(JSON.parse(read()).err).toEqual({
    name: 'Error',
    message: 'broken',
    code: '57P01',
    stack: expect.stringContaining('Error: broken'),
    cause: { name: 'Error', message: 'deeper', stack: expect.stringContaining('Error: deeper') },
  });
});
