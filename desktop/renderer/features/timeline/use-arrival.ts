import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router';
import type { Place } from '../../../sync/looking-back.ts';
import type { TimelineView } from '../../graphql/use-timeline.ts';
import { type NamedPlace, placeOf, threadLink } from '../../lib/place-link.ts';
import { t } from '../../lib/translate.ts';
import { useToasts } from '../../ui/ToastProvider.tsx';
import { rememberedPlace } from './remembered-places.ts';

/** Where the timeline goes next. */
export interface Arrival {
  /** The message that comes into sight; null for the end. */
  readonly seq: number | null;
  /** 'center' for what one looks for, 'start' for what one reads on from. */
  readonly align: 'center' | 'start';
  /** Whether the message is lit up and takes the focus, so that it is seen and heard. */
  readonly isTarget: boolean;
}

export interface Arrivals {
  /** The last one; each is an object of its own. */
  readonly arrival: Arrival | undefined;
  /** A place is named and not found yet: there is nothing to show before. */
  readonly isAwaited: boolean;
  /** Goes to a message without a new address. */
  goTo(seq: number): void;
  /** Goes to the newest message. */
  goToEnd(): void;
}

const END: Arrival = { seq: null, align: 'start', isTarget: false };

/**
 * Brings the timeline to where the address says: to a message, to a day, or, on the way back, to where one was (MSG-4). What cannot be found is
 * told, and the nearest message shown.
 */
export function useArrival(conversationId: string, timeline: TimelineView): Arrivals {
  const { key, search, pathname } = useLocation();
  const isBack = useNavigationType() === 'POP';
  const [state, setState] = useState<{ arrival?: Arrival; doneKey?: string }>({});
  const lastPath = useRef<string>(undefined);
  const { returnToEnd } = timeline;
  const remembered = isBack ? rememberedPlace(key) : undefined;
  // A thread beside the timeline has addresses of its own, which leave the timeline where it is.
  const isOwn = pathname === `/c/${conversationId}`;
  const inAddress = remembered === undefined ? placeOf(search) : { seq: remembered };
  const named = isOwn ? inAddress : undefined;

  const open = useOpenPlace(conversationId, timeline);

  const latest = useRef({ named, isTarget: true, pathname, open, returnToEnd });
  latest.current = { named, isTarget: remembered === undefined, pathname, open, returnToEnd };
  useEffect(() => {
    const { named: place, isTarget, pathname: path } = latest.current;
    const isSamePath = lastPath.current === path;
    lastPath.current = path;
    let isCurrent = true;
    if (place !== undefined) {
      void latest.current.open(place, isTarget).then((arrival) => isCurrent && setState({ doneKey: key, ...(arrival && { arrival }) }));
    } else if (isSamePath) {
      latest.current.returnToEnd();
      setState({ doneKey: key, arrival: { ...END } });
    }
    return () => {
      isCurrent = false;
    };
  }, [key]);

  return {
    arrival: state.arrival,
    isAwaited: named !== undefined && state.doneKey === undefined,
    goTo: useCallback((seq: number) => void open({ seq }, false).then((arrival) => arrival && setState({ doneKey: '', arrival })), [open]),
    goToEnd: useCallback(() => {
      returnToEnd();
      setState({ doneKey: '', arrival: { ...END } });
    }, [returnToEnd]),
  };
}

type OpenPlace = (place: NamedPlace, isTarget: boolean) => Promise<Arrival | undefined>;

/** Opens the timeline around a place; undefined where nothing of it can be shown in the timeline. Never rejects. */
function useOpenPlace(conversationId: string, { openAround }: TimelineView): OpenPlace {
  const navigate = useNavigate();
  const { show } = useToasts();
  return useCallback(
    async (place, isTarget) => {
      const found = await openAround(place).catch(() => undefined);
      if (found === undefined) show({ text: t('timeline.placeFailed') });
      else if (!found.isThere && isTarget) show({ text: t('timeline.placeMissing') });
      if (found?.threadRootSeq != null && 'seq' in place) {
        void navigate(threadLink(conversationId, found.threadRootSeq, place.seq), { replace: true });
      }
      return arrivalAt(found, isTarget);
    },
    [openAround, navigate, show, conversationId],
  );
}

function arrivalAt(found: Place | undefined, isTarget: boolean): Arrival | undefined {
  if (found === undefined || found.seq === null) return undefined;
  return { seq: found.seq, align: isTarget ? 'center' : 'start', isTarget: isTarget && found.isThere };
}
