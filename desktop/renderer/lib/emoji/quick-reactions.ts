/** The reactions that are one press away (MSG-2). */
export const quickReactions = ['👍', '❤️', '😂', '🎉', '👀', '✅'] as const;
