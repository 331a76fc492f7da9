-- A thread as it is at this moment. Volatile: beside append_messages in one statement it sees what that has just stored, which the statement's own
-- snapshot does not. The writer so learns of a reply's thread with its number, and tells of it before anything that comes after it.
CREATE FUNCTION thread_now(of_conversation uuid, of_root bigint) RETURNS SETOF threads LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN QUERY SELECT t.* FROM threads t WHERE t.conversation_id = of_conversation AND t.root_seq = of_root;
END $$;
