import pandas as pd
from sklearn.cluster import KMeans

customers = pd.read_csv("customers.csv")
groups = KMeans(n_clusters=4)
groups.fit(customers)
print(groups.labels_)
