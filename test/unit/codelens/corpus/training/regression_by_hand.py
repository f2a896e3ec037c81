def step(b, m, points, learningRate):
    b_gradient = sum(-2 * (y - (m * x + b)) for x, y in points)
    m_gradient = sum(-2 * x * (y - (m * x + b)) for x, y in points)
    new_b = b - (learningRate * b_gradient)
    new_m = m - (learningRate * m_gradient)
    return new_b, new_m


def runner(points, num_iterations):
    b = m = 0
    for i in range(num_iterations):
        b, m = step(b, m, points, 0.0001)
    return b, m


if __name__ == "__main__":  # lens
    runner([(1, 2)], 1000)
