-- The hot path of a send (architecture 2.3): one call stores a whole batch and gives every message its number.
--
-- VOLATILE plpgsql under READ COMMITTED: each statement sees what was committed before it began, so keys and membership are read AFTER
-- the conversation rows are locked. As one statement they would be read from the snapshot taken before the wait for the lock, and a
-- person removed meanwhile could still write. Conversations are locked in id order, everywhere: no deadlock between nodes.
--
-- Gives for each message, in the order given, its status:
--   stored    it has taken the next number
--   repeated  the sender used this client_message_id before: nothing was stored, the first message stands (DELIVERY-2)
--   refused   the sender is not a member of the conversation now, or it does not exist
CREATE FUNCTION append_messages(
  ids uuid[], conversation_ids uuid[], sender_ids uuid[], client_message_ids uuid[], texts text[], reply_to_ids uuid[], imported_ats timestamptz[]
) RETURNS TABLE (status text, seq bigint, created_at timestamptz, members_seq bigint)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  moment timestamptz;
BEGIN
  PERFORM 1 FROM conversations c WHERE c.id = ANY (conversation_ids) ORDER BY c.id FOR UPDATE;
  moment := clock_timestamp();  -- once: a clock that is set back within a batch changes nothing

  RETURN QUERY
  WITH input AS (
    SELECT * FROM unnest(ids, conversation_ids, sender_ids, client_message_ids, texts, reply_to_ids, imported_ats)
      WITH ORDINALITY AS i (id, conversation_id, sender_id, client_message_id, body, reply_to_id, imported_at, ord)
  ), known AS (
    SELECT i.ord FROM input i JOIN message_keys k ON k.sender_id = i.sender_id AND k.client_message_id = i.client_message_id
  ), allowed AS (
    SELECT i.* FROM input i
      JOIN members m ON m.conversation_id = i.conversation_id AND m.user_id = i.sender_id AND m.left_seq IS NULL
     WHERE NOT EXISTS (SELECT 1 FROM known WHERE known.ord = i.ord)
  ), first_use AS (
    SELECT DISTINCT ON (a.sender_id, a.client_message_id) a.* FROM allowed a ORDER BY a.sender_id, a.client_message_id, a.ord
  ), numbered AS (
    SELECT a.*, c.members_seq,
           c.last_seq + row_number() OVER w AS seq,
           -- strictly later than the message before, whatever the clock says
           greatest(moment, c.last_activity_at) + row_number() OVER w * interval '1 microsecond' AS at
      FROM first_use a JOIN conversations c ON c.id = a.conversation_id
    WINDOW w AS (PARTITION BY a.conversation_id ORDER BY a.ord)
  ), claimed AS (
    INSERT INTO message_keys AS k (sender_id, client_message_id, message_id, conversation_id, created_at)
    SELECT n.sender_id, n.client_message_id, n.id, n.conversation_id, n.at FROM numbered n
    RETURNING k.message_id
  ), bumped AS (
    UPDATE conversations c SET last_seq = n.seq, last_activity_at = n.at
      FROM (SELECT numbered.conversation_id, max(numbered.seq) AS seq, max(numbered.at) AS at FROM numbered GROUP BY 1) n
     WHERE c.id = n.conversation_id
  ), stored AS (
    INSERT INTO messages (id, conversation_id, seq, change_seq, sender_id, client_message_id, kind, text, reply_to_id, created_at, imported_at)
    SELECT n.id, n.conversation_id, n.seq, n.seq, n.sender_id, n.client_message_id, 'TEXT', n.body, n.reply_to_id, n.at, n.imported_at
      FROM numbered n
  )
  SELECT CASE WHEN n.id IS NOT NULL THEN 'stored'
              WHEN k.ord IS NOT NULL OR a.ord IS NOT NULL THEN 'repeated'
              ELSE 'refused' END,
         n.seq, n.at, n.members_seq
    FROM input i
    LEFT JOIN numbered n ON n.ord = i.ord
    LEFT JOIN known k ON k.ord = i.ord
    LEFT JOIN allowed a ON a.ord = i.ord
   ORDER BY i.ord;
END $$;
