-- What is searched of each message (SEARCH-1), by month like the messages: the newest months are looked through first.
-- No foreign keys: checking one locks the conversation's row, and a send would wait for the index.
CREATE TABLE "message_search" (
    "conversation_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "message_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "sender_id" UUID NOT NULL,
    -- In byte order, whatever the server's language: the same words everywhere.
    "words" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "message_search_pkey" PRIMARY KEY ("conversation_id","created_at")
) PARTITION BY RANGE ("created_at");

-- Up to which number of its conversation the index is complete.
CREATE TABLE "search_cursors" (
    "conversation_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "search_cursors_pkey" PRIMARY KEY ("conversation_id")
);

CREATE INDEX "message_search_created_at_idx" ON "message_search"("created_at");
CREATE INDEX "message_search_sender_id_created_at_idx" ON "message_search"("sender_id", "created_at");
CREATE INDEX "message_search_words_idx" ON "message_search" USING GIN ("words" gin_trgm_ops);

-- Makes the months that messages have and their search has not; gives how many. Several nodes may call it at once.
CREATE FUNCTION ensure_search_partitions() RETURNS int
LANGUAGE plpgsql SET lock_timeout = '5s' AS $$
DECLARE
  part record;
  name text;
  made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ensure_search_partitions', 0));
  FOR part IN SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) AS bound FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = 'messages'::regclass ORDER BY c.relname LOOP
    name := 'message_search_' || substr(part.relname, length('messages_') + 1);
    CONTINUE WHEN to_regclass(quote_ident(name)) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I (LIKE message_search INCLUDING ALL)', name);
    EXECUTE format('ALTER TABLE message_search ATTACH PARTITION %I %s', name, part.bound);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;
SELECT ensure_search_partitions();
