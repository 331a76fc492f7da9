-- AlterTable
ALTER TABLE "messages" ADD COLUMN "reply_to_seq" BIGINT,
ADD COLUMN "thread_root_id" UUID,
ADD COLUMN "thread_root_seq" BIGINT,
ADD COLUMN "reactions" JSONB,
ADD COLUMN "pinned_at" TIMESTAMPTZ(6),
ADD COLUMN "pinned_by_id" UUID,
ADD COLUMN "forwarded_from" JSONB,
ADD COLUMN "poll" JSONB,
ADD COLUMN "link_previews" JSONB;

-- CreateTable
CREATE TABLE "threads" (
    "conversation_id" UUID NOT NULL,
    "root_seq" BIGINT NOT NULL,
    "root_id" UUID NOT NULL,
    "reply_count" INTEGER NOT NULL,
    "last_reply_seq" BIGINT NOT NULL,
    "last_reply_at" TIMESTAMPTZ(6) NOT NULL,
    "participant_ids" UUID[] NOT NULL,
    "change_seq" BIGINT NOT NULL,

    CONSTRAINT "threads_pkey" PRIMARY KEY ("conversation_id","root_seq")
);

-- CreateTable
CREATE TABLE "message_edits" (
    "message_id" UUID NOT NULL,
    "written_at" TIMESTAMPTZ(6) NOT NULL,
    "conversation_id" UUID NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "message_edits_pkey" PRIMARY KEY ("message_id","written_at")
);

-- CreateTable
CREATE TABLE "operation_keys" (
    "user_id" UUID NOT NULL,
    "client_operation_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "operation_keys_pkey" PRIMARY KEY ("user_id","client_operation_id")
);

-- CreateIndex
CREATE INDEX "threads_conversation_id_change_seq_idx" ON "threads"("conversation_id", "change_seq");

-- AddForeignKey
ALTER TABLE "threads" ADD CONSTRAINT "threads_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_edits" ADD CONSTRAINT "message_edits_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Few messages are replies in a thread or pinned: indexes of those only, which the models cannot say.
CREATE INDEX messages_thread_idx ON messages (conversation_id, thread_root_seq, seq) WHERE thread_root_seq IS NOT NULL;
CREATE INDEX messages_pinned_idx ON messages (conversation_id, pinned_at) WHERE pinned_at IS NOT NULL;

-- A reply names the number of what it answers as well: that is how it is found.
UPDATE messages m SET reply_to_seq = q.seq FROM messages q
 WHERE m.reply_to_id IS NOT NULL AND q.id = m.reply_to_id AND q.conversation_id = m.conversation_id;

-- The next version of append_messages: with what only few messages have, as one JSON object or null for each message:
-- {replyToSeq, threadRootId, threadRootSeq, forwardedFrom, poll}. A reply in a thread moves its thread's row with its own number.
-- The versions before stay for nodes that still run them; beside them it is the same function with the same locks.
CREATE FUNCTION append_messages(
  ids uuid[], conversation_ids uuid[], sender_ids uuid[], client_message_ids uuid[], texts text[], reply_to_ids uuid[], imported_ats timestamptz[],
  mentions text[], mention_alls boolean[], extras jsonb[]
) RETURNS TABLE (status text, seq bigint, created_at timestamptz, members_seq bigint)
LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  moment timestamptz;
BEGIN
  PERFORM 1 FROM conversations c WHERE c.id = ANY (conversation_ids) ORDER BY c.id FOR UPDATE;
  moment := clock_timestamp();  -- once: a clock that is set back within a batch changes nothing

  RETURN QUERY
  WITH judged AS (
    SELECT i.*, c.last_seq, c.last_activity_at, c.members_seq,
           CASE WHEN k.message_id IS NOT NULL THEN 'repeated' WHEN m.user_id IS NULL THEN 'refused' ELSE 'stored' END AS status
      FROM unnest(ids, conversation_ids, sender_ids, client_message_ids, texts, reply_to_ids, imported_ats, mentions, mention_alls, extras)
           WITH ORDINALITY AS i (id, conversation_id, sender_id, client_message_id, body, reply_to_id, imported_at, mentioned, mentions_all, extra, ord)
      LEFT JOIN message_keys k ON k.sender_id = i.sender_id AND k.client_message_id = i.client_message_id
      LEFT JOIN members m ON m.conversation_id = i.conversation_id AND m.user_id = i.sender_id AND m.left_seq IS NULL
      LEFT JOIN conversations c ON c.id = i.conversation_id
  ), numbered AS (
    SELECT j.*, j.last_seq + row_number() OVER w AS seq,
           -- strictly later than the message before, whatever the clock says
           greatest(moment, j.last_activity_at) + row_number() OVER w * interval '1 microsecond' AS at
      FROM judged j
    WINDOW w AS (PARTITION BY j.conversation_id, j.status ORDER BY j.ord)
  ), claimed AS (
    INSERT INTO message_keys AS k (sender_id, client_message_id, message_id, conversation_id, created_at)
    SELECT n.sender_id, n.client_message_id, n.id, n.conversation_id, n.at FROM numbered n WHERE n.status = 'stored'
  ), bumped AS (
    UPDATE conversations c SET last_seq = n.seq, last_activity_at = n.at
      FROM (SELECT o.conversation_id, max(o.seq) AS seq, max(o.at) AS at FROM numbered o WHERE o.status = 'stored' GROUP BY 1) n
     WHERE c.id = n.conversation_id
  ), stored AS (
    INSERT INTO messages (id, conversation_id, seq, change_seq, sender_id, client_message_id, kind, text, reply_to_id, created_at, imported_at,
                          mentioned_ids, mentions_all, reply_to_seq, thread_root_id, thread_root_seq, forwarded_from, poll)
    SELECT n.id, n.conversation_id, n.seq, n.seq, n.sender_id, n.client_message_id, 'TEXT', n.body, n.reply_to_id, n.at, n.imported_at,
           n.mentioned::uuid[], n.mentions_all, (n.extra ->> 'replyToSeq')::bigint, (n.extra ->> 'threadRootId')::uuid,
           (n.extra ->> 'threadRootSeq')::bigint, n.extra -> 'forwardedFrom', n.extra -> 'poll'
      FROM numbered n WHERE n.status = 'stored'
  ), threaded AS (
    INSERT INTO threads AS t (conversation_id, root_seq, root_id, reply_count, last_reply_seq, last_reply_at, participant_ids, change_seq)
    SELECT n.conversation_id, (n.extra ->> 'threadRootSeq')::bigint, (n.extra ->> 'threadRootId')::uuid, count(*), max(n.seq), max(n.at),
           array_agg(DISTINCT n.sender_id), max(n.seq)
      FROM numbered n WHERE n.status = 'stored' AND n.extra ->> 'threadRootSeq' IS NOT NULL GROUP BY 1, 2, 3
    ON CONFLICT (conversation_id, root_seq) DO UPDATE
       SET reply_count = t.reply_count + EXCLUDED.reply_count, last_reply_seq = EXCLUDED.last_reply_seq, last_reply_at = EXCLUDED.last_reply_at,
           participant_ids = ARRAY(SELECT DISTINCT p FROM unnest(t.participant_ids || EXCLUDED.participant_ids) AS p ORDER BY p),
           change_seq = EXCLUDED.change_seq
  )
  SELECT n.status, CASE WHEN n.status = 'stored' THEN n.seq END, n.at, n.members_seq FROM numbered n ORDER BY n.ord;
END $$;
