package dev.leastwise.config;

import dev.leastwise.privilege.ContainerRuntime;
import dev.leastwise.report.FailOn;
import dev.leastwise.rule.Settings;
import dev.leastwise.source.Globs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one file says.
 *
 * @param name the file as people are told of it
 * @param folder that its paths and patterns start from
 * @param kubernetes the minor version
 * @param standards as the command line takes them
 * @param rules by their ids
 * @param images by their references as written
 */
record Configuration(
        String name,
        Path folder,
        Optional<ContainerRuntime> target,
        Optional<Integer> kubernetes,
        List<String> standards,
        Optional<FailOn> failOn,
        Map<String, RuleSetting> rules,
        Globs ignore,
        List<AllowEntry> allow,
        Map<String, Path> images,
        Settings settings) {

    /** For files that have none. */
    static final Configuration NONE = new Configuration(
            "",
            Path.of(""),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Globs.NONE,
            List.of(),
            Map.of(),
            Settings.NONE);

    /** As far as it makes no verdict weaker: it says where workloads run, and what is to be found beside. */
    Configuration strict() {
        Map<String, RuleSetting> raised = new HashMap<>();
        rules.forEach((rule, setting) -> raised.put(rule, setting.strict()));
        return new Configuration(
                name,
                folder,
                target,
                kubernetes,
                standards,
                failOn.filter(threshold -> threshold == FailOn.UNDECIDED),
                raised,
                Globs.NONE,
                List.of(),
                images,
                new Settings(Map.of(), settings.templates()));
    }

    RuleSetting rule(String id) {
        return rules.getOrDefault(id, RuleSetting.ON);
    }

    /** A file's path below the folder, or its whole path where it lies elsewhere, with slashes. */
    String pathOf(Path file) {
        Path below = file.startsWith(folder) ? folder.relativize(file) : file;
        String path = below.toString().replace('\\', '/');
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
