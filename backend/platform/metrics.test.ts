import { expect, test } from 'vitest';
import { createMetrics, observeWriter } from './metrics.ts';

test('the figures have the names that dashboards rely on (OPS-3)', async () => {
  const metrics = createMetrics();
  const { registry, errors, messagesSent, sendLatency } = metrics;
  messagesSent.inc(3);
  errors.inc({ code: 'FORBIDDEN' });
  sendLatency.observe(0.003);
  observeWriter(metrics, { waitingCount: 7 });
  const text = await registry.metrics();
  expect(text).toContain('chat_messages_waiting 7');
  expect(text).toContain('chat_messages_sent_total 3');
  expect(text).toContain('chat_errors_total{code="FORBIDDEN"} 1');
  expect(text).toContain('chat_message_send_latency_seconds_bucket{le="0.005"} 1');
  for (const name of ['chat_active_connections', 'chat_message_delivery_seconds', 'process_cpu_user_seconds_total'])
    expect(text).toContain(`# TYPE ${name}`);
});
