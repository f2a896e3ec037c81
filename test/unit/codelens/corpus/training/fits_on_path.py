import tensorflow_decision_forests as tfdf

if __name__ == "__main__":  # lens
    model = tfdf.keras.DistributedGradientBoostedTreesModel()
    model.fit_on_dataset_path(train_path="train", label_key="y")
