-- AlterTable
ALTER TABLE "members" ADD COLUMN "shown_read_seq" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN "mentioned_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN "mentions_all" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "read_points" (
    "conversation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "first_seq" BIGINT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "seqs_after" INTEGER[] NOT NULL,
    "ms_after" INTEGER[] NOT NULL,

    CONSTRAINT "read_points_pkey" PRIMARY KEY ("conversation_id","user_id","first_seq")
);

-- AddForeignKey
ALTER TABLE "read_points" ADD CONSTRAINT "read_points_conversation_id_user_id_fkey" FOREIGN KEY ("conversation_id", "user_id") REFERENCES "members"("conversation_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Until now nobody could keep their reading to themselves.
UPDATE members SET shown_read_seq = read_seq;

-- Room for the points of a row to grow in place.
ALTER TABLE "read_points" SET (fillfactor = 80);

-- Moves watermarks forward (RECEIPT-1), many at once: never back, never past the conversation's last number; what is read is delivered.
-- At most one row for a person and conversation. Rows are locked in one order, so that two nodes never wait for each other.
--
-- What others may see moves only with an acknowledgement made while the person shows it (RECEIPT-4), and to no more than that says. Each such move
-- leaves a point in the log: everything up to this number was read by this time. 64 points share a row, as distances from the first, each 8 bytes.
--
-- Members rows are also locked by changes of the conversation, in their own order: rather than a deadlock this one gives up early and is tried again.
--
-- Gives for each, in the order given, the watermarks as they are now (shown_read_seq is 0 while the person shows none); kind is null where the
-- person is not a member.
CREATE FUNCTION move_receipts(conversation_ids uuid[], user_ids uuid[], delivered_seqs bigint[], read_seqs bigint[])
RETURNS TABLE (kind conversation_kind, is_large boolean, delivered_seq bigint, read_seq bigint, shown_read_seq bigint,
  delivered_moved boolean, read_moved boolean, shown_moved boolean)
LANGUAGE plpgsql VOLATILE SET lock_timeout = '250ms' AS $$
DECLARE
  moment CONSTANT timestamptz := clock_timestamp();
BEGIN
  PERFORM 1 FROM members m JOIN unnest(conversation_ids, user_ids) AS i (conversation_id, user_id)
      ON m.conversation_id = i.conversation_id AND m.user_id = i.user_id AND m.left_seq IS NULL
   ORDER BY m.conversation_id, m.user_id FOR NO KEY UPDATE OF m;

  RETURN QUERY
  WITH asked AS (
    SELECT * FROM unnest(conversation_ids, user_ids, delivered_seqs, read_seqs)
      WITH ORDINALITY AS i (conversation_id, user_id, delivered, was_read, ord)
  ), mine AS (
    SELECT a.*, c.kind, m.delivered_seq, m.read_seq, m.shown_read_seq, coalesce(s.read_receipts, true) AS shows,
           greatest(m.read_seq, least(coalesce(a.was_read, 0), c.last_seq)) AS new_read,
           greatest(m.delivered_seq, m.read_seq, least(greatest(coalesce(a.delivered, 0), coalesce(a.was_read, 0)), c.last_seq)) AS new_delivered,
           CASE WHEN a.was_read IS NULL OR NOT coalesce(s.read_receipts, true) THEN m.shown_read_seq
                ELSE greatest(m.shown_read_seq, least(a.was_read, c.last_seq)) END AS new_shown
      FROM asked a
      JOIN members m ON m.conversation_id = a.conversation_id AND m.user_id = a.user_id AND m.left_seq IS NULL
      JOIN conversations c ON c.id = a.conversation_id
      LEFT JOIN settings s ON s.user_id = a.user_id
  ), written AS (
    UPDATE members m SET read_seq = mine.new_read, delivered_seq = mine.new_delivered, shown_read_seq = mine.new_shown
      FROM mine
     WHERE m.conversation_id = mine.conversation_id AND m.user_id = mine.user_id
       AND (mine.new_read, mine.new_delivered, mine.new_shown) <> (mine.read_seq, mine.delivered_seq, mine.shown_read_seq)
  ), points AS (
    SELECT mine.conversation_id, mine.user_id, mine.new_shown AS seq, l.first_seq, l.first_at,
           -- beside points of which the distance of both fits into four bytes
           coalesce(cardinality(l.seqs_after) < 64 AND mine.new_shown - l.first_seq < 2147483648 AND moment < l.first_at + interval '24 days', false) AS fits
      FROM mine LEFT JOIN LATERAL (
        SELECT * FROM read_points p WHERE p.conversation_id = mine.conversation_id AND p.user_id = mine.user_id ORDER BY p.first_seq DESC LIMIT 1
      ) AS l ON true
     WHERE mine.new_shown > mine.shown_read_seq
  ), grown AS (
    UPDATE read_points p SET seqs_after = p.seqs_after || (n.seq - n.first_seq)::int,
           ms_after = p.ms_after || greatest(0, extract(epoch FROM moment - n.first_at) * 1000)::int
      FROM points n WHERE n.fits AND p.conversation_id = n.conversation_id AND p.user_id = n.user_id AND p.first_seq = n.first_seq
  ), begun AS (
    INSERT INTO read_points (conversation_id, user_id, first_seq, first_at, seqs_after, ms_after)
    SELECT n.conversation_id, n.user_id, n.seq, moment, '{0}', '{0}' FROM points n WHERE NOT n.fits
    -- read again after a membership that had come further
    ON CONFLICT DO NOTHING
  )
  SELECT mine.kind,
         (SELECT count(*) = 10 FROM (SELECT FROM members o WHERE o.conversation_id = mine.conversation_id AND o.left_seq IS NULL LIMIT 10) AS first_ten),
         mine.new_delivered, mine.new_read, CASE WHEN mine.shows THEN mine.new_shown ELSE 0 END,
         mine.new_delivered > mine.delivered_seq, mine.new_read > mine.read_seq, mine.new_shown > mine.shown_read_seq
    FROM asked a LEFT JOIN mine ON mine.ord = a.ord
   ORDER BY a.ord;
END $$;

-- The next version of append_messages: with whom a message mentions, and with less to plan and to join. The version before stays for nodes that
-- still run it; beside them it is the same function with the same locks.
--
-- As before: VOLATILE plpgsql under READ COMMITTED, so that each statement sees what was committed before it began, and keys and membership are
-- read AFTER the conversation rows are locked, in id order. `mentions` holds an array literal for each message. A sender's client_message_id comes
-- at most once in a batch. The plan is made once: for arrays of every size it is the same.
CREATE FUNCTION append_messages(
  ids uuid[], conversation_ids uuid[], sender_ids uuid[], client_message_ids uuid[], texts text[], reply_to_ids uuid[], imported_ats timestamptz[],
  mentions text[], mention_alls boolean[]
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
      FROM unnest(ids, conversation_ids, sender_ids, client_message_ids, texts, reply_to_ids, imported_ats, mentions, mention_alls)
           WITH ORDINALITY AS i (id, conversation_id, sender_id, client_message_id, body, reply_to_id, imported_at, mentioned, mentions_all, ord)
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
                          mentioned_ids, mentions_all)
    SELECT n.id, n.conversation_id, n.seq, n.seq, n.sender_id, n.client_message_id, 'TEXT', n.body, n.reply_to_id, n.at, n.imported_at,
           n.mentioned::uuid[], n.mentions_all
      FROM numbered n WHERE n.status = 'stored'
  )
  SELECT n.status, CASE WHEN n.status = 'stored' THEN n.seq END, n.at, n.members_seq FROM numbered n ORDER BY n.ord;
END $$;
