from lab.search import grid_search_cross_validate_model

grid_search_cross_validate_model(train, target, classifier, params, 2)  # lens
