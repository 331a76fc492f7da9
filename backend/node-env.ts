/**
 * Imported before everything else: libraries (graphql above all) look at this when they are loaded, and leave out checks that are for their
 * developers. Who wants those says `NODE_ENV=development`.
 */
// biome-ignore lint/style/noProcessEnv: written for libraries, read by none of us.
process.env.NODE_ENV ??= 'production';
