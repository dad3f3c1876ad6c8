package dev.leastwise.image;

import dev.leastwise.privilege.ImageFacts.GroupEntry;
import dev.leastwise.privilege.ImageFacts.PasswdEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads /etc/passwd and /etc/group as containerd does (moby/sys/user): a number that is none is 0, what is missing is empty. */
final class Accounts {

    static List<PasswdEntry> passwd(byte[] file) {
        List<PasswdEntry> entries = new ArrayList<>();
        for (String line : lines(file)) {
            String[] fields = line.split(":", -1);
            entries.add(new PasswdEntry(fields[0], number(fields, 2), number(fields, 3)));
        }
        return entries;
    }

    static List<GroupEntry> groups(byte[] file) {
        List<GroupEntry> entries = new ArrayList<>();
        for (String line : lines(file)) {
            String[] fields = line.split(":", -1);
            List<String> members =
                    fields.length < 4 || fields[3].isEmpty() ? List.of() : List.of(fields[3].split(",", -1));
            entries.add(new GroupEntry(fields[0], number(fields, 2), members));
        }
        return entries;
    }

    private static List<String> lines(byte[] file) {
        return new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static long number(String[] fields, int field) {
        if (fields.length <= field) return 0;
        try {
            return Long.parseLong(fields[field]);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Accounts() {}
}
