package dev.leastwise.sandbox.volume;

import dev.leastwise.sandbox.linux.FileOutput;
import dev.leastwise.sandbox.linux.Folder;
import dev.leastwise.sandbox.linux.LinuxError;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A folder of files that could all be exchanged at once: they lie in one with the time in its name, to which {@code ..data}
 * leads, and what containers see are links through that (kubernetes pkg/volume/util/atomic_writer.go).
 */
final class AtomicFolder {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("'..'yyyy_MM_dd_HH_mm_ss.");
    private static final String DATA = "..data";
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PATH = 4096;
    private static final String CHANGE_PATH = "change the path";

    /** Fills a folder with files by their paths; the group gets them before anybody sees them. */
    static void fill(Folder folder, Map<String, Projection> files, OptionalLong group) throws LinuxError {
        Map<String, Projection> clean = new TreeMap<>();
        files.forEach((path, file) -> {
            check(path);
            clean.put(Path.of(path).normalize().toString(), file);
        });
        String time = TIME.format(ZonedDateTime.now(ZoneOffset.UTC)) + new SecureRandom().nextInt(1 << 30);
        folder.makeFolder(time, 0755);
        try (Folder timed = folder.child(time)) {
            for (Map.Entry<String, Projection> file : clean.entrySet()) write(timed, file.getKey(), file.getValue());
        }
        if (group.isPresent()) GroupOwnership.give(folder, group.getAsLong(), true);
        folder.symbolicLink(DATA, time);
        for (String path : clean.keySet()) {
            String top = Path.of(path).getName(0).toString();
            if (folder.status(top).isEmpty()) folder.symbolicLink(top, DATA + '/' + top);
        }
    }

    private static void write(Folder folder, String path, Projection file) throws LinuxError {
        int slash = path.indexOf('/');
        if (slash < 0) {
            try (FileOutput out = folder.create(path)) {
                out.write(file.content(), 0, file.content().length);
            }
            folder.mode(path, file.mode());
            return;
        }
        String first = path.substring(0, slash);
        if (folder.status(first).isEmpty()) folder.makeFolder(first, 0755);
        try (Folder inner = folder.child(first)) {
            write(inner, path.substring(slash + 1), file);
        }
    }

    private static void check(String path) {
        if (path.isEmpty()) throw invalid("must not be empty: \"\"");
        if (path.startsWith("/")) throw invalid("must be relative path: " + path);
        if (path.length() > LONGEST_PATH) throw invalid("must be less than or equal to 4096 characters");
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) throw invalid("must not contain '..': " + path);
            if (part.length() > LONGEST_NAME) {
                throw invalid("filenames must be less than or equal to 255 characters");
            }
        }
        if (path.startsWith("..")) throw invalid("must not start with '..': " + path);
    }

    private static Failure invalid(String words) {
        return new Failure("invalid path: " + words, CHANGE_PATH);
    }

    private AtomicFolder() {}
}
