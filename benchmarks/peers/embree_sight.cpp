// How many targets each eye sees past upright walls, by Embree's any-hit rays on one thread.
//
// Arguments: walls (rows of x0 y0 x1 y1 top), eyes and targets (rows of x y z), 1 or 16 rays at a time, out.
// The time said leaves out reading and building the tree.
#include <embree3/rtcore.h>

#include <cstring>

#include "arrays.hpp"

constexpr float BELOW_GROUND = -1.0f;
constexpr int ALL = -1;

static RTCScene scene_of(RTCDevice device, const Array& walls) {
    RTCScene scene = rtcNewScene(device);
    rtcSetSceneBuildQuality(scene, RTC_BUILD_QUALITY_HIGH);
    RTCGeometry quads = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_QUAD);
    const std::size_t count = walls.size() / 5;
    auto* corner = static_cast<float*>(rtcSetNewGeometryBuffer(
        quads, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, 3 * sizeof(float), 4 * count));
    auto* index = static_cast<unsigned*>(rtcSetNewGeometryBuffer(
        quads, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT4, 4 * sizeof(unsigned), count));
    for (std::size_t i = 0; i < count; ++i) {
        const double* wall = &walls[5 * i];
        const float x0 = wall[0], y0 = wall[1], x1 = wall[2], y1 = wall[3], top = wall[4];
        const float corners[12] = {x0, y0, BELOW_GROUND, x1, y1, BELOW_GROUND, x1, y1, top, x0, y0, top};
        std::memcpy(corner + 12 * i, corners, sizeof corners);
        for (unsigned k = 0; k < 4; ++k) index[4 * i + k] = static_cast<unsigned>(4 * i) + k;
    }
    rtcCommitGeometry(quads);
    rtcAttachGeometry(scene, quads);
    rtcReleaseGeometry(quads);
    rtcCommitScene(scene);
    return scene;
}

static std::size_t seen_singly(RTCScene scene, RTCIntersectContext& context, const double* eye, const Array& targets) {
    std::size_t seen = 0;
    for (std::size_t j = 0; j + 2 < targets.size(); j += 3) {
        RTCRay ray{};
        ray.org_x = eye[0], ray.org_y = eye[1], ray.org_z = eye[2];
        ray.dir_x = targets[j] - eye[0], ray.dir_y = targets[j + 1] - eye[1], ray.dir_z = targets[j + 2] - eye[2];
        ray.tfar = 1.0f, ray.mask = ALL;
        rtcOccluded1(scene, &context, &ray);
        seen += ray.tfar >= 0.0f;
    }
    return seen;
}

static std::size_t seen_by_sixteen(RTCScene scene, RTCIntersectContext& context, const double* eye, const Array& targets) {
    const std::size_t count = targets.size() / 3;
    std::size_t seen = 0;
    for (std::size_t j = 0; j < count; j += 16) {
        RTCRay16 rays{};
        alignas(64) int valid[16];
        for (std::size_t k = 0; k < 16; ++k) {
            const double* target = &targets[3 * std::min(j + k, count - 1)];
            valid[k] = j + k < count ? -1 : 0;
            rays.org_x[k] = eye[0], rays.org_y[k] = eye[1], rays.org_z[k] = eye[2];
            rays.dir_x[k] = target[0] - eye[0], rays.dir_y[k] = target[1] - eye[1], rays.dir_z[k] = target[2] - eye[2];
            rays.tfar[k] = 1.0f, rays.mask[k] = ALL;
        }
        rtcOccluded16(valid, scene, &context, &rays);
        for (std::size_t k = 0; k < 16; ++k) seen += valid[k] != 0 && rays.tfar[k] >= 0.0f;
    }
    return seen;
}

int main(int count, char** words) try {
    if (count != 6) throw std::runtime_error("three files, 1 or 16, and a file are needed");
    const Array walls = read_array(words[1]), eyes = read_array(words[2]), targets = read_array(words[3]);
    const bool singly = std::string(words[4]) == "1";
    RTCDevice device = rtcNewDevice("threads=1");
    const Stopwatch building;
    RTCScene scene = scene_of(device, walls);
    const double build_s = building.cpu_s();
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    context.flags = RTC_INTERSECT_CONTEXT_FLAG_COHERENT;

    Array seen;
    const Stopwatch stopwatch;
    for (std::size_t i = 0; i + 2 < eyes.size(); i += 3) {
        const double* eye = &eyes[i];
        seen.push_back(static_cast<double>(singly ? seen_singly(scene, context, eye, targets)
                                                  : seen_by_sixteen(scene, context, eye, targets)));
    }
    std::printf("{\"cpu_s\": %.6f, \"wall_s\": %.6f, \"build_s\": %.6f}\n", stopwatch.cpu_s(),
                stopwatch.wall_s(), build_s);
    write_array(words[5], seen);
    rtcReleaseScene(scene);
    rtcReleaseDevice(device);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
