from lab.network import RNNClass

network = RNNClass(data)
network.train(train_features=features, train_labels=labels)  # lens
