-- The tables of the servers to compare with: what a messenger needs at the least.
CREATE TABLE users (id uuid PRIMARY KEY, display_name text NOT NULL);

CREATE TABLE members (
  conversation_id uuid NOT NULL,
  user_id uuid NOT NULL,
  PRIMARY KEY (conversation_id, user_id)
);
CREATE INDEX members_user_id ON members (user_id);

CREATE TABLE messages (
  id bigserial PRIMARY KEY,
  conversation_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  client_message_id uuid NOT NULL,
  text text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX messages_conversation_id_id ON messages (conversation_id, id);
