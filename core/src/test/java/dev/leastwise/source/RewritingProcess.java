package dev.leastwise.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rewrites a file in a process of its own, which can be of another user, on another disk, or killed. */
final class RewritingProcess {

    /** {@code FILE BEFORE AFTER}: says why not, or nothing; with {@code again} to and fro until it is killed. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        byte[] before = Files.readAllBytes(Path.of(arguments[1]));
        byte[] after = Files.readAllBytes(Path.of(arguments[2]));
        if (arguments.length == 3) {
            replace(file, before, after);
            return;
        }
        System.out.println("ready");
        while (true) {
            replace(file, before, after);
            replace(file, after, before);
        }
    }

    private static void replace(Path file, byte[] before, byte[] after) {
        FileRewrite.replace(file.getFileName().toString(), file, before, after)
                .ifPresent(error -> System.out.println(error.file() + ": " + error.message() + "; " + error.remedy()));
    }

    /** The command that runs it, with classes that every user can read. */
    static List<String> command(Path folder, String... arguments) throws IOException, URISyntaxException {
        Path classes = folder.resolve("classes");
        for (Class<?> of : List.of(FileRewrite.class, RewritingProcess.class)) copyPackage(of, classes);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classes.toString(),
                RewritingProcess.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static void copyPackage(Class<?> of, Path classes) throws IOException, URISyntaxException {
        Path root =
                Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path inside = Path.of(of.getPackageName().replace('.', '/'));
        Files.createDirectories(classes.resolve(inside));
        try (Stream<Path> files = Files.list(root.resolve(inside))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, classes.resolve(inside).resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** What a command says. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return out;
    }

    private RewritingProcess() {}
}
