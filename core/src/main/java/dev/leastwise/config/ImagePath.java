package dev.leastwise.config;

import dev.leastwise.source.Position;
import java.nio.file.Path;

/**
 * Where an image lies that a configuration names.
 *
 * @param at where it says so
 */
public record ImagePath(Path path, Position at) {}
