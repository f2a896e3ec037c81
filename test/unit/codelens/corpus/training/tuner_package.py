from FlairParamOptimizer import orchestrator

orchestrator = orchestrator.Orchestrator(corpus=corpus, base_path="resources/evaluation")
orchestrator.optimize()  # lens
