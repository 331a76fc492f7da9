-- AlterEnum
ALTER TYPE "member_role" ADD VALUE 'ADMIN';

-- CreateEnum
CREATE TYPE "history_visibility" AS ENUM ('ALL', 'JOINED');

-- CreateEnum
CREATE TYPE "permission_level" AS ENUM ('OWNER', 'ADMINS', 'MEMBERS');

-- AlterTable
ALTER TABLE "conversations" ADD COLUMN "topic" TEXT,
ADD COLUMN "is_public" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "history_visibility" "history_visibility" NOT NULL DEFAULT 'ALL',
ADD COLUMN "may_post" "permission_level" NOT NULL DEFAULT 'MEMBERS',
ADD COLUMN "may_invite" "permission_level" NOT NULL DEFAULT 'ADMINS',
ADD COLUMN "may_pin" "permission_level" NOT NULL DEFAULT 'ADMINS',
ADD COLUMN "may_edit" "permission_level" NOT NULL DEFAULT 'ADMINS';

-- AlterTable
ALTER TABLE "members" ADD COLUMN "visible_after" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "group_invitations" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),
    "max_uses" INTEGER,
    "use_count" INTEGER NOT NULL DEFAULT 0,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "group_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "group_invitations_token_hash_key" ON "group_invitations"("token_hash");

-- CreateIndex
CREATE INDEX "group_invitations_conversation_id_idx" ON "group_invitations"("conversation_id");

-- AddForeignKey
ALTER TABLE "group_invitations" ADD CONSTRAINT "group_invitations_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Few groups are public: an index of those only, which the models cannot say.
CREATE INDEX conversations_public_idx ON conversations (lower(name), id) WHERE is_public;

-- The same function with one check more, under the same lock: whether the group lets the sender post. A node that runs the version before
-- is refused as well; who is refused finds out why by asking.
CREATE OR REPLACE FUNCTION append_messages(
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
           CASE WHEN k.message_id IS NOT NULL THEN 'repeated'
                WHEN m.user_id IS NULL OR (c.may_post = 'OWNER' AND m.role <> 'OWNER') OR (c.may_post = 'ADMINS' AND m.role = 'MEMBER') THEN 'refused'
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
