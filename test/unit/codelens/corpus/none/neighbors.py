from sklearn.neighbors import NearestNeighbors

model = NearestNeighbors(n_neighbors=2).fit(train_set)
print(model.kneighbors(query_set))
