// Loaded before the server: when the script that started it is gone, even by `kill -9`, the server stops in order too.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
