/** The server without its check of membership at delivery: whoever followed a conversation goes on following it. */
import { Room } from '../../../backend/realtime/room.ts';

Room.prototype.removePerson = () => undefined;
await import('../../../backend/main.ts');
