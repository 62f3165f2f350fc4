// Each journey starts up to six processes and kills some: two at once would only measure the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
