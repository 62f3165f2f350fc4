using Gdpr.Benchmarks;

return await Bench.MainAsync(args);
