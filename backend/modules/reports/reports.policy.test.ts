import { expect, it } from 'vitest';
import { mayReport, mayWorkReports } from './reports.policy.ts';

it('leaves the queue to who runs the server', () => {
  expect([mayWorkReports({ role: 'OWNER' }), mayWorkReports({ role: 'MEMBER' })]).toEqual([true, false]);
});

it('has nobody report themselves', () => {
  expect([mayReport({ userId: 'a' }, 'b'), mayReport({ userId: 'a' }, 'a')]).toEqual([true, false]);
});
