-- Finding people (PEOPLE-1) by the beginnings of the words of their name and username, whatever the case, the accents and the punctuation.
CREATE EXTENSION IF NOT EXISTS unaccent;

-- The words of a text, each after one space: ' emile o brien'. A word that begins with 'bri' is therefore one that holds ' bri'.
CREATE FUNCTION people_words(value text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE STRICT AS $$
  SELECT ' ' || btrim(regexp_replace(lower(unaccent(value)), '[^[:alnum:]]+', ' ', 'g'))
$$;

-- The words of the name, then those of the username. In byte order, which is the alphabet's here and can answer 'begins with'.
ALTER TABLE users ADD COLUMN search_words TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE FUNCTION users_set_search_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_words := people_words(NEW.display_name || ' ' || NEW.username);
  RETURN NEW;
END $$;
CREATE TRIGGER users_search_words BEFORE INSERT OR UPDATE OF display_name, username ON users
  FOR EACH ROW EXECUTE FUNCTION users_set_search_words();
UPDATE users SET display_name = display_name;

DROP INDEX users_username_trgm_idx, users_display_name_trgm_idx;
CREATE INDEX users_search_words_trgm_idx ON users USING gin (search_words gin_trgm_ops);
CREATE INDEX users_search_words_id_idx ON users (search_words, id);
