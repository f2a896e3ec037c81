import flwr as fl

strategy = fl.server.strategy.FedAvg(min_fit_clients=2)
fl.simulation.start_simulation(client_fn=None, num_clients=4, strategy=strategy)  # lens
