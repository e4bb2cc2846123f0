# SPDX-License-Identifier: MIT
"""Writes statistics.json beside itself; see HOW_MADE.md."""
import json
import pathlib

import numpy
from scipy import stats
from scipy.optimize import linear_sum_assignment

random = numpy.random.default_rng(4)


def table_case(table):
    table = numpy.asarray(table, float)
    # The G statistic of a contingency table is 2 N times its mutual information in nats.
    g = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    rows, columns = stats.entropy(table.sum(1)), stats.entropy(table.sum(0))
    information = g / (2 * table.sum())
    seen = numpy.count_nonzero
    excess = seen(table) - seen(table.sum(1)) - seen(table.sum(0)) + 1
    return {"table": table.tolist(), "row_entropy": rows, "column_entropy": columns,
            "joint_entropy": stats.entropy(table.ravel()), "mutual_information": information,
            "miller_madow": information - excess / (2 * table.sum()), "explained_share": information / rows}


def assignment_case(cost):
    written = {"cost": cost.tolist()}
    for name, most in (("least", False), ("most", True)):
        rows, columns = linear_sum_assignment(cost, maximize=most)
        written[name] = {"columns": columns.tolist(), "sum": float(cost[rows, columns].sum())}
    return written


def series_case(x, y):
    x, y = numpy.round(x, 4), numpy.round(y, 4)
    return {"x": x.tolist(), "y": y.tolist(), "pearson": float(stats.pearsonr(x, y).statistic),
            "spearman": float(stats.spearmanr(x, y).statistic), "ranks_of_x": stats.rankdata(x).tolist()}


def divergence_case(size, temperature):
    p, q = (numpy.exp(temperature * random.normal(size=size)) for _ in range(2))
    p, q = p / p.sum(), q / q.sum()
    return {"p": p.tolist(), "q": q.tolist(), "kl": float(stats.entropy(p, q)), "entropy_of_p": float(stats.entropy(p))}


def quantile_case(size):
    values = numpy.sort(numpy.round(random.normal(size=size), 4))
    levels = [0.0, 0.025, 0.25, 0.5, 0.9, 0.975, 1.0]
    return {"values": values.tolist(), "levels": levels, "quantiles": numpy.quantile(values, levels).tolist()}


x = random.normal(size=40)
goldens = {
    "tables": [table_case(random.poisson(6, (3, 5))), table_case(random.poisson(1.2, (8, 6)) + numpy.eye(8, 6)),
               table_case(numpy.round(random.dirichlet(numpy.ones(8), 12).T * 5, 6)),  # soft: 8 experts, 12 phones
               table_case([[40, 2, 0], [1, 30, 5]])],
    "divergences": [divergence_case(size, t) for size, t in ((2, 1.0), (8, 0.1), (8, 3.0), (16, 1.0))],
    "assignments": [assignment_case(numpy.round(random.normal(size=(rows, columns)), 6)) for rows, columns in (
        (2, 2), (3, 3), (4, 4), (5, 5), (8, 8), (8, 12), (11, 11), (13, 16), (16, 16), (16, 16))],
    "series": [series_case(x, 0.7 * x + random.normal(size=40)), series_case(x, x ** 3),
               series_case(numpy.round(2 * x), -x + random.normal(size=40)),  # ties
               series_case(numpy.arange(6.0), numpy.array([3.0, 1, 4, 1, 5, 9]))],
    "quantiles": [quantile_case(size) for size in (1, 2, 7, 100)],
}
file = pathlib.Path(__file__).parent / "statistics.json"
file.write_text(json.dumps(goldens) + "\n")
