// SPDX-License-Identifier: MIT
// Levenshtein alignment of two sequences: the fewest substitutions, deletions and insertions that turn the
// reference into the hypothesis.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace steerscope {

enum class EditKind { Equal, Replaced, Deleted, Inserted }; // as seen from the reference
const char* editKindName(EditKind kind); // "equal", "replaced", "deleted", "inserted"

// A run of one kind: [referenceBegin, referenceEnd) against [hypothesisBegin, hypothesisEnd). Equal and
// Replaced runs are as long on both sides; Deleted has nothing in the hypothesis, Inserted nothing in the
// reference.
struct EditRun {
    EditKind kind = EditKind::Equal;
    std::size_t referenceBegin = 0;
    std::size_t referenceEnd = 0;
    std::size_t hypothesisBegin = 0;
    std::size_t hypothesisEnd = 0;

    bool operator==(const EditRun&) const = default;
};

// The runs in order; they cover both sequences. Of several alignments with equally few errors the one is
// taken that, from the end, deletes before it inserts and inserts before it replaces (jiwer's and rapidfuzz's
// choice). Above maxCells (length times length) both sequences are halved where an optimal alignment passes,
// which bounds the memory and may choose among equals differently.
std::vector<EditRun> align(std::span<const int> reference, std::span<const int> hypothesis,
    std::size_t maxCells = std::size_t{1} << 26);

} // namespace steerscope
