// SPDX-License-Identifier: MIT
// Precompiled: the tensor type and the few headers almost every file here needs. Files still include what
// they use.
#pragma once

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <vector>
