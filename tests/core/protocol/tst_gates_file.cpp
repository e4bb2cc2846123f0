// SPDX-License-Identifier: MIT
// Expected files are written out by hand from the headers' description.
#include "core/base/error.h"
#include "core/protocol/gates_file.h"

#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstring>
#include <fstream>
#include <iterator>

using namespace steerscope;

namespace {

std::string readAll(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

LayerTrace layerTrace(int layer, std::vector<float> gates, int experts)
{
    LayerTrace trace;
    trace.layer = layer;
    trace.experts = experts;
    trace.frames = static_cast<int>(gates.size()) / experts;
    trace.countedFrames = 1;
    trace.push.assign(trace.frames, 0.125F);
    trace.gates = std::move(gates);
    return trace;
}

std::vector<GatingTrace> twoWindows()
{
    GatingTrace first;
    first.endSeconds = 0.5;
    first.layers = {layerTrace(2, {0.25F, 0.75F, 0.1F, 0.9F}, 2)};
    GatingTrace second = first;
    second.window = 1;
    second.startSeconds = 0.5;
    second.layers[0].gates = {1.0F, 0.0F, 0.5F, 0.5F};
    return {first, second};
}

} // namespace

TEST_CASE("CSV: one line a layer and frame, counted from 1 where a person reads")
{
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "gates.csv";
    writeGatesCsv(file, twoWindows());
    CHECK(readAll(file)
        == "window,layer,frame,seconds,counted,push,expert_1,expert_2\n"
           "1,3,0,0,1,0.125,0.25,0.75\n"
           "1,3,1,0.02,0,0.125,0.1,0.9\n"
           "2,3,0,0.5,1,0.125,1,0\n"
           "2,3,1,0.52,0,0.125,0.5,0.5\n");
}

TEST_CASE("safetensors: the windows of a layer one after the other under the checkpoint's number")
{
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "gates.safetensors";
    writeGatesSafetensors(file, twoWindows());
    const std::string bytes = readAll(file);
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    const auto header = nlohmann::json::parse(bytes.substr(8, length));
    CHECK(header["gates.2"]["shape"] == nlohmann::json{4, 2});
    CHECK(header["push.2"]["shape"] == nlohmann::json{4});
    const std::size_t begin = header["gates.2"]["data_offsets"][0];
    std::vector<float> gates(8);
    std::memcpy(gates.data(), bytes.data() + 8 + length + begin, 8 * sizeof(float));
    CHECK(gates == std::vector<float>{0.25F, 0.75F, 0.1F, 0.9F, 1.0F, 0.0F, 0.5F, 0.5F});
    const auto windows = nlohmann::json::parse(header["__metadata__"]["windows"].get<std::string>());
    CHECK(windows[1]["start"] == 0.5);
}

TEST_CASE("steering after the encoder is gates.0 in files and out in text")
{
    const test::TemporaryFolder folder;
    GatingTrace trace;
    trace.layers = {layerTrace(kOutLayer, {0.5F, 0.5F}, 2)};
    writeGatesSafetensors(folder.path() / "g.safetensors", {trace});
    writeGatesCsv(folder.path() / "g.csv", {trace});
    CHECK(readAll(folder.path() / "g.safetensors").find("\"gates.0\"") != std::string::npos);
    CHECK(readAll(folder.path() / "g.csv").find("\n1,out,0,") != std::string::npos);
}

TEST_CASE("no gates, no file")
{
    const test::TemporaryFolder folder;
    CHECK_THROWS_AS(writeGatesCsv(folder.path() / "g.csv", {GatingTrace{}}), Failure);
    CHECK_THROWS_AS(writeGatesSafetensors(folder.path() / "g.safetensors", {}), Failure);
    CHECK(std::filesystem::is_empty(folder.path()));
}
