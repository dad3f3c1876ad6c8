package dev.leastwise.report;

import dev.leastwise.privilege.Value;

/** One of a container's grants by the name that users and scripts know it by. */
record Setting(String name, Value<?> value) {}
