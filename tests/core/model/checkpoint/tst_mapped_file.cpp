// SPDX-License-Identifier: MIT
// Weights are never held twice: pages given back after a copy leave the resident set, and read the same
// again. Checked against the kernel's own count of resident file pages.
#include "core/model/checkpoint/mapped_file.h"
#include "core/model/checkpoint/tensor_file.h"
#include "core/model/checkpoint/weight_loader_p.h"
#include "tests/support/temporary_folder.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <doctest/doctest.h>

#include <fstream>
#include <numeric>
#include <unistd.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

constexpr std::int64_t kRows = 4096, kColumns = 1024; // 16 MiB of float32

// Of this process, in bytes: the third field of /proc/self/statm.
std::int64_t residentFileBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::int64_t pages = 0;
    statm >> pages >> pages >> pages;
    return pages * sysconf(_SC_PAGESIZE);
}

std::filesystem::path writeWeights(const std::filesystem::path& folder)
{
    std::vector<float> values(kRows * kColumns);
    std::iota(values.begin(), values.end(), 0.0F);
    writeSafetensors(folder / "w.safetensors", {{"w", DType::Float32, {kRows, kColumns}, values.data()}});
    return folder / "w.safetensors";
}

} // namespace

TEST_CASE("a copied weight leaves nothing of the file behind in memory, and can be read again")
{
    TemporaryFolder folder;
    const TensorMap tensors = readSafetensors(writeWeights(folder.path()));
    REQUIRE(tensors.at("w").mapped);
    WeightLoader loader(tensors, "test", {""}, at::kCPU, at::kFloat);
    const at::Tensor copy = at::empty({kRows, kColumns}, at::kFloat);
    const std::int64_t before = residentFileBytes();
    loader.copyInto("w", copy);
    const std::int64_t bytes = kRows * kColumns * 4;
    CHECK(residentFileBytes() - before < bytes / 4);
    CHECK(at::equal(copy, mappedTensor(tensors.at("w")))); // reads every page again
    CHECK(residentFileBytes() - before > bytes / 2);
}

TEST_CASE("memory that is no mapping is never given back")
{
    // Bytes at an odd address are copied to the heap by the reader; dropping those pages would lose them.
    std::vector<std::byte> odd(65, std::byte{7});
    const auto owner = std::make_shared<int>(0);
    const FileBytes bytes{std::span(odd).subspan(1), owner, "test", /*mapped=*/true};
    const FileBytes moved = aligned(bytes, 64);
    REQUIRE(moved.bytes.data() != bytes.bytes.data());
    CHECK_FALSE(moved.mapped);
    CHECK(moved.bytes[0] == std::byte{7});
}
