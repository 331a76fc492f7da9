import { useMatch, useNavigate } from 'react-router';

/** The thread that the address opens beside a conversation, and the way back to the conversation alone. */
export function useOpenThread(conversationId: string): { rootSeq: number | undefined; close: () => void } {
  const named = useMatch('/c/:conversationId/t/:rootSeq')?.params.rootSeq ?? '';
  const navigate = useNavigate();
  return {
    rootSeq: /^[1-9]\d{0,8}$/.test(named) ? Number(named) : undefined,
    close: () => void navigate(`/c/${conversationId}`),
  };
}
