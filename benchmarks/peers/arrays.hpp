// Arrays of float64 in files, and clocks.
#pragma once
#include <chrono>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <string>
#include <vector>

using Array = std::vector<double>;

inline Array read_array(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) throw std::runtime_error("cannot open " + path);
    std::fseek(file, 0, SEEK_END);
    Array values(static_cast<std::size_t>(std::ftell(file)) / sizeof(double));
    std::rewind(file);
    const std::size_t got = std::fread(values.data(), sizeof(double), values.size(), file);
    std::fclose(file);
    if (got != values.size()) throw std::runtime_error("cannot read " + path);
    return values;
}

inline void write_array(const std::string& path, const Array& values) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (!file) throw std::runtime_error("cannot open " + path);
    const std::size_t put = std::fwrite(values.data(), sizeof(double), values.size(), file);
    if (std::fclose(file) != 0 || put != values.size()) throw std::runtime_error("cannot write " + path);
}

// Seconds of this process's CPU and of wall time since it was made.
class Stopwatch {
  public:
    double cpu_s() const { return cpu() - cpu_; }
    double wall_s() const { return std::chrono::duration<double>(Clock::now() - wall_).count(); }

  private:
    using Clock = std::chrono::steady_clock;
    static double cpu() {
        timespec time;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    }
    double cpu_ = cpu();
    Clock::time_point wall_ = Clock::now();
};
