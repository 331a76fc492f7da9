-- A plan that is made while a table is nearly empty reads it from end to end, and is kept until the table is analysed: on a new installation every
-- send then cost milliseconds for the first minute. What is joined here has an index for it, whatever the statistics say yet.
ALTER FUNCTION append_messages(uuid[], uuid[], uuid[], uuid[], text[], uuid[], timestamptz[], text[], boolean[], jsonb[])
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off;
