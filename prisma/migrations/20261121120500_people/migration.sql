-- AlterEnum
ALTER TYPE "viewer_item_kind" ADD VALUE 'CONTACT';
ALTER TYPE "viewer_item_kind" ADD VALUE 'BLOCK';

-- CreateEnum
CREATE TYPE "report_reason" AS ENUM ('SPAM', 'HARASSMENT', 'VIOLENCE', 'HATE', 'ILLEGAL', 'OTHER');

-- CreateEnum
CREATE TYPE "report_status" AS ENUM ('OPEN', 'RESOLVED', 'DISMISSED');

-- AlterTable
ALTER TABLE "users" ADD COLUMN "title" TEXT,
ADD COLUMN "time_zone" TEXT,
ADD COLUMN "status_text" TEXT,
ADD COLUMN "status_emoji" TEXT,
ADD COLUMN "status_expires_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "reporter_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "conversation_id" UUID,
    "message_id" UUID,
    "message_text" TEXT,
    "reason" "report_reason" NOT NULL,
    "note" TEXT,
    "status" "report_status" NOT NULL DEFAULT 'OPEN',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(6),
    "resolved_by_id" UUID,
    "resolution" TEXT,

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reports_status_created_at_id_idx" ON "reports"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "reports_user_id_idx" ON "reports"("user_id");

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_fkey" FOREIGN KEY ("reporter_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open report of a person about the same thing; it says more the second time, not twice the same.
CREATE UNIQUE INDEX reports_open_idx ON reports (reporter_id, user_id, coalesce(message_id, '00000000-0000-0000-0000-000000000000')) WHERE status = 'OPEN';

-- Who is found by name and username is found by title too (PEOPLE-1).
CREATE OR REPLACE FUNCTION users_set_search_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_words := people_words(NEW.display_name || ' ' || NEW.username || coalesce(' ' || NEW.title, ''));
  RETURN NEW;
END $$;
DROP TRIGGER users_search_words ON users;
CREATE TRIGGER users_search_words BEFORE INSERT OR UPDATE OF display_name, username, title ON users
  FOR EACH ROW EXECUTE FUNCTION users_set_search_words();

-- Whether the other one of a direct conversation has blocked the person (PEOPLE-3): one look into a unique index. The one home of the rule
-- for what is written there; a block waits for the lock of the conversation's row, so nothing written later comes after it.
CREATE FUNCTION is_blocked_in_direct(direct_key text, person_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM viewer_items b
     WHERE b.user_id = (CASE WHEN left(direct_key, 36) = person_id::text THEN right(direct_key, 36) ELSE left(direct_key, 36) END)::uuid
       AND b.kind = 'BLOCK' AND b.key = person_id::text AND b.value IS NOT NULL);
END $$;

-- The same function with one check more, under the same lock: whether the other one of a direct conversation has blocked the sender.
CREATE OR REPLACE FUNCTION append_messages(
  ids uuid[], conversation_ids uuid[], sender_ids uuid[], client_message_ids uuid[], texts text[], reply_to_ids uuid[], imported_ats timestamptz[],
  mentions text[], mention_alls boolean[], extras jsonb[]
) RETURNS TABLE (status text, seq bigint, created_at timestamptz, members_seq bigint)
LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off
  SET enable_mergejoin = off AS $$
DECLARE
  moment timestamptz;
BEGIN
  PERFORM 1 FROM conversations c WHERE c.id = ANY (conversation_ids) ORDER BY c.id FOR UPDATE;
  moment := clock_timestamp();  -- once: a clock that is set back within a batch changes nothing

  RETURN QUERY
  WITH judged AS (
    SELECT i.*, c.last_seq, c.last_activity_at, c.members_seq,
           CASE WHEN k.message_id IS NOT NULL THEN 'repeated'
                WHEN m.user_id IS NULL OR (c.may_post = 'OWNER' AND m.role <> 'OWNER') OR (c.may_post = 'ADMINS' AND m.role = 'MEMBER') THEN 'refused'
                WHEN c.kind = 'DIRECT' AND is_blocked_in_direct(c.direct_key, i.sender_id) THEN 'refused'
                ELSE 'stored' END AS status
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
