// Area of the visibility polygon of each eye, by triangular expansion in CGAL with exact constructions.
//
// Arguments: edges (rows of x0 y0 x1 y1), site (its west south east north), eyes (rows of x y), out.
// The time said leaves out reading, the arrangement, and the triangulation that attaching makes.
// With inexact constructions CGAL stops on these scenes, hence the exact kernel.
#include <CGAL/Arr_naive_point_location.h>
#include <CGAL/Arr_segment_traits_2.h>
#include <CGAL/Arrangement_2.h>
#include <CGAL/Exact_predicates_exact_constructions_kernel.h>
#include <CGAL/Triangular_expansion_visibility_2.h>

#include "arrays.hpp"

using Kernel = CGAL::Exact_predicates_exact_constructions_kernel;
using Traits = CGAL::Arr_segment_traits_2<Kernel>;
using Arrangement = CGAL::Arrangement_2<Traits>;
using Point = Traits::Point_2;
using Segment = Traits::X_monotone_curve_2;
using Visibility = CGAL::Triangular_expansion_visibility_2<Arrangement, CGAL::Tag_true>;

static double area_of(Arrangement::Face_handle face) {
    double twice = 0.0;
    const auto first = face->outer_ccb();
    auto edge = first;
    do {
        const Point a = edge->source()->point(), b = edge->target()->point();
        twice += CGAL::to_double(a.x()) * CGAL::to_double(b.y()) -
                 CGAL::to_double(a.y()) * CGAL::to_double(b.x());
    } while (++edge != first);
    return twice / 2;
}

int main(int count, char** words) try {
    if (count != 5) throw std::runtime_error("four files are needed");
    const Array edges = read_array(words[1]), site = read_array(words[2]), at = read_array(words[3]);
    std::vector<Segment> segments;
    for (std::size_t i = 0; i + 3 < edges.size(); i += 4)
        segments.emplace_back(Point(edges[i], edges[i + 1]), Point(edges[i + 2], edges[i + 3]));
    const Point corners[] = {{site[0], site[1]}, {site[2], site[1]}, {site[2], site[3]}, {site[0], site[3]}};
    for (int k = 0; k < 4; ++k) segments.emplace_back(corners[k], corners[(k + 1) % 4]);
    Arrangement arrangement;
    CGAL::insert_non_intersecting_curves(arrangement, segments.begin(), segments.end());
    std::vector<Point> eyes;
    for (std::size_t i = 0; i + 1 < at.size(); i += 2) eyes.emplace_back(at[i], at[i + 1]);
    const CGAL::Arr_naive_point_location<Arrangement> location(arrangement);
    const auto place = location.locate(eyes.at(0));
    const auto* face = boost::get<Arrangement::Face_const_handle>(&place);
    if (!face) throw std::runtime_error("the first eye is on an edge");
    const Stopwatch attaching;
    const Visibility visibility(arrangement);
    const double attach_s = attaching.cpu_s();

    Array areas;
    const Stopwatch stopwatch;
    for (const Point& eye : eyes) {
        Arrangement polygon;
        areas.push_back(area_of(visibility.compute_visibility(eye, *face, polygon)));
    }
    std::printf("{\"cpu_s\": %.6f, \"wall_s\": %.6f, \"attach_s\": %.6f}\n", stopwatch.cpu_s(),
                stopwatch.wall_s(), attach_s);
    write_array(words[4], areas);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
