// What share gets from each eye to each target, one obstacle after the other in float64: the oracle of the gates.
//
// Arguments: edges (rows of x0 y0 x1 y1), obstacles (rows of first edge, last edge, base, top, openness),
// eyes and targets (rows of x y z), out. Writes eyes x targets shares.
// A prism takes its part once, where the line has a stretch inside its outline during which it is lower than
// the top and higher than the base. No acceleration but the box of each obstacle.
#include <algorithm>
#include <cmath>

#include "arrays.hpp"

struct Prism {
    std::size_t first, last;
    double base, top, openness;
    double west, south, east, north;
};

static std::vector<Prism> prisms_of(const Array& rows, const Array& edges) {
    std::vector<Prism> prisms;
    for (std::size_t i = 0; i + 4 < rows.size(); i += 5) {
        Prism p{static_cast<std::size_t>(rows[i]), static_cast<std::size_t>(rows[i + 1]), rows[i + 2], rows[i + 3],
                rows[i + 4], HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
        for (std::size_t e = p.first; e < p.last; ++e) {
            p.west = std::min(p.west, edges[4 * e]), p.east = std::max(p.east, edges[4 * e]);
            p.south = std::min(p.south, edges[4 * e + 1]), p.north = std::max(p.north, edges[4 * e + 1]);
        }
        prisms.push_back(p);
    }
    return prisms;
}

static bool passes_through(const Prism& p, const Array& edges, const double* o, const double* d, Array& cuts) {
    cuts.clear();
    for (std::size_t e = p.first; e < p.last; ++e) {
        const double* q = &edges[4 * e];
        const double a = d[0] * (q[1] - o[1]) - d[1] * (q[0] - o[0]);
        const double b = d[0] * (q[3] - o[1]) - d[1] * (q[2] - o[0]);
        if ((a > 0.0) == (b > 0.0)) continue;
        const double s = a / (a - b);
        const double x = q[0] + s * (q[2] - q[0]) - o[0], y = q[1] + s * (q[3] - q[1]) - o[1];
        cuts.push_back((x * d[0] + y * d[1]) / (d[0] * d[0] + d[1] * d[1]));
    }
    std::sort(cuts.begin(), cuts.end());
    for (std::size_t k = 0; k + 1 < cuts.size(); k += 2) {
        const double enter = std::max(cuts[k], 0.0), leave = std::min(cuts[k + 1], 1.0);
        if (leave <= enter) continue;
        const double z0 = o[2] + enter * d[2], z1 = o[2] + leave * d[2];
        if (std::min(z0, z1) < p.top && std::max(z0, z1) > p.base) return true;
    }
    return false;
}

static double share_of(const std::vector<Prism>& prisms, const Array& edges, const double* o, const double* t, Array& cuts) {
    const double d[3] = {t[0] - o[0], t[1] - o[1], t[2] - o[2]};
    const double west = std::min(o[0], t[0]), east = std::max(o[0], t[0]);
    const double south = std::min(o[1], t[1]), north = std::max(o[1], t[1]);
    const double lowest = std::min(o[2], t[2]), highest = std::max(o[2], t[2]);
    double share = 1.0;
    for (const Prism& p : prisms) {
        if (p.west > east || p.east < west || p.south > north || p.north < south) continue;
        if (p.base >= highest || p.top <= lowest) continue;
        if (passes_through(p, edges, o, d, cuts)) share *= p.openness;
        if (share == 0.0) break;
    }
    return share;
}

int main(int count, char** words) try {
    if (count != 6) throw std::runtime_error("five files are needed");
    const Array edges = read_array(words[1]);
    const std::vector<Prism> prisms = prisms_of(read_array(words[2]), edges);
    const Array eyes = read_array(words[3]), targets = read_array(words[4]);
    Array shares, cuts;
    shares.reserve(eyes.size() / 3 * (targets.size() / 3));
    const Stopwatch stopwatch;
    for (std::size_t i = 0; i + 2 < eyes.size(); i += 3)
        for (std::size_t j = 0; j + 2 < targets.size(); j += 3)
            shares.push_back(share_of(prisms, edges, &eyes[i], &targets[j], cuts));
    std::printf("{\"cpu_s\": %.6f, \"wall_s\": %.6f}\n", stopwatch.cpu_s(), stopwatch.wall_s());
    write_array(words[5], shares);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
