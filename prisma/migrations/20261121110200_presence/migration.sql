-- Who becomes invisible was last seen then (PRESENCE-1): from that moment presence notes nothing of them, and nobody else may.
CREATE FUNCTION note_vanishing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE users SET last_seen_at = greatest(last_seen_at, now()) WHERE id = NEW.user_id;
  RETURN NULL;
END $$;

CREATE TRIGGER settings_vanish_insert AFTER INSERT ON settings
  FOR EACH ROW WHEN (NEW.presence_mode = 'INVISIBLE') EXECUTE FUNCTION note_vanishing();
CREATE TRIGGER settings_vanish_update AFTER UPDATE OF presence_mode ON settings
  FOR EACH ROW WHEN (NEW.presence_mode = 'INVISIBLE' AND OLD.presence_mode <> 'INVISIBLE') EXECUTE FUNCTION note_vanishing();
