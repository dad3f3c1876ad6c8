package dev.leastwise.report;

import dev.leastwise.privilege.Entrypoint;
import dev.leastwise.privilege.ImageConfig;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.ImageFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes what is known of an image, as a table or as JSON. */
public final class ImageReport {

    private static final int NAME = 20;
    private static final String INDENT = " ".repeat(2 + NAME + 2);

    private final String digest;
    private final ImageFacts facts;

    public ImageReport(String digest, ImageFacts facts) {
        this.digest = digest;
        this.facts = facts;
    }

    public void text(Terminal terminal, StringBuilder out) {
        ImageConfig config = facts.config();
        out.append(terminal.bold(digest))
                .append("\n(")
                .append(Terminal.harmless(config.platform()))
                .append(")\n\n");
        Rows rows = new Rows(terminal, out);
        rows.row("user", user());
        rows.row("under runAsNonRoot", List.of(facts.nonRootRefusal().orElse("the kubelet starts it")));
        rows.row("starts", starts());
        rows.row("working directory", List.of(shown(directory())));
        rows.row("environment", config.environment());
        rows.row("volumes", config.volumes().stream().map(this::shown).toList());
        rows.row("ports", config.ports());
        rows.row(
                "passwd",
                facts.passwd().stream()
                        .map(entry -> entry.name() + ": uid " + entry.uid() + ", gid " + entry.gid())
                        .toList());
        rows.row(
                "group",
                facts.groups().stream()
                        .map(entry -> entry.name() + ": gid " + entry.gid()
                                + (entry.members().isEmpty() ? "" : ", " + String.join(", ", entry.members())))
                        .toList());
        if (facts.files().isEmpty()) return;
        rows.row(
                "raises privileges",
                facts.files().get().raising().stream().map(ImageReport::shown).toList());
        rows.row(
                "others may write",
                facts.files().get().openFolders().stream()
                        .map(ImageReport::shown)
                        .toList());
        rows.row("files", List.of(Integer.toString(facts.files().get().size())));
    }

    private record Rows(Terminal terminal, StringBuilder out) {

        void row(String name, List<String> lines) {
            out.append("  ").append(terminal.bold(name)).repeat(' ', NAME - name.length() + 2);
            if (lines.isEmpty()) out.append("none\n");
            for (int i = 0; i < lines.size(); i++) {
                out.append(i == 0 ? "" : INDENT)
                        .append(Terminal.harmless(lines.get(i)))
                        .append('\n');
            }
        }
    }

    private List<String> user() {
        List<String> lines = new ArrayList<>();
        Optional<Long> uid = facts.uid();
        String written = facts.user().isEmpty() ? "none is set, so root" : facts.user();
        if (uid.isEmpty()) {
            lines.add(written + ": is not in its /etc/passwd, so that no runtime starts it");
        } else {
            lines.add(written + ": uid " + uid.get() + ", gid " + facts.gid(uid.get()));
            Set<Long> groups = facts.groupsOf(uid.get());
            if (!groups.isEmpty()) lines.add("further groups " + groups);
        }
        return lines;
    }

    private List<String> starts() {
        List<String> lines = new ArrayList<>();
        List<String> words = new ArrayList<>(facts.config().entrypoint());
        words.addAll(facts.config().command());
        if (!words.isEmpty()) lines.add(String.join(" ", words));
        Optional<Entrypoint> entrypoint = Entrypoint.of(facts);
        if (entrypoint.isPresent()) lines.add("= " + shown(entrypoint.get()));
        return lines;
    }

    private static String shown(Entrypoint entrypoint) {
        if (entrypoint instanceof Entrypoint.Program program) return shown(program.file());
        if (entrypoint instanceof Entrypoint.Refused refused)
            return (refused.program() + ' ' + refused.words()).strip();
        return "not known: " + ((Entrypoint.Elsewhere) entrypoint).why();
    }

    private String directory() {
        String written = facts.config().workingDirectory();
        return written.isEmpty() ? "/" : written;
    }

    private String shown(String folder) {
        if (facts.files().isEmpty()) return folder;
        return facts.folder(folder).map(file -> folder + owned(file)).orElse(folder + " (not there; made as root's)");
    }

    private static String shown(ImageFile file) {
        StringBuilder text = new StringBuilder(file.path()).append(owned(file));
        if (file.isSetuid()) text.append(", setuid");
        if (file.isSetgid()) text.append(", setgid");
        file.capabilities().ifPresent(capabilities -> text.append(", ").append(capabilities));
        return text.toString();
    }

    private static String owned(ImageFile file) {
        return "  " + file.permissions() + ' ' + file.uid() + ':' + file.gid();
    }

    public void json(StringBuilder out) {
        ImageConfig config = facts.config();
        JsonWriter json = new JsonWriter(out).object();
        json.field("schema", "leastwise.dev/image/v1").field("digest", digest).field("platform", config.platform());
        user(json);
        texts(json, "entrypoint", config.entrypoint());
        texts(json, "command", config.command());
        program(json);
        texts(json, "environment", config.environment());
        json.name("workingDirectory");
        folder(json, directory());
        json.name("volumes").array();
        for (String volume : config.volumes()) folder(json, volume);
        json.endArray();
        texts(json, "ports", config.ports());
        json.name("passwd").array();
        for (ImageFacts.PasswdEntry entry : facts.passwd()) {
            json.object()
                    .field("name", entry.name())
                    .field("uid", entry.uid())
                    .field("gid", entry.gid())
                    .endObject();
        }
        json.endArray().name("groups").array();
        for (ImageFacts.GroupEntry entry : facts.groups()) {
            json.object().field("name", entry.name()).field("gid", entry.gid());
            texts(json, "members", entry.members());
            json.endObject();
        }
        json.endArray();
        files(json);
        json.endObject();
        out.append('\n');
    }

    private void user(JsonWriter json) {
        Optional<Long> uid = facts.uid();
        json.name("user").object().field("written", facts.user());
        number(json, "uid", uid);
        number(json, "gid", uid.map(facts::gid));
        json.name("groups").array();
        uid.ifPresent(id -> facts.groupsOf(id).forEach(json::value));
        json.endArray().field("nonRootRefusal", facts.nonRootRefusal()).endObject();
    }

    private static void number(JsonWriter json, String name, Optional<Long> number) {
        json.name(name);
        if (number.isPresent()) json.value(number.get());
        else json.nothing();
    }

    private static void texts(JsonWriter json, String name, List<String> texts) {
        json.name(name).array();
        texts.forEach(json::value);
        json.endArray();
    }

    private void program(JsonWriter json) {
        json.name("program");
        Optional<Entrypoint> entrypoint = Entrypoint.of(facts);
        if (entrypoint.isPresent() && entrypoint.get() instanceof Entrypoint.Program program) {
            file(json, program.file(), Optional.empty());
        } else if (entrypoint.isPresent()) {
            json.object().field("refused", shown(entrypoint.get())).endObject();
        } else {
            json.nothing();
        }
    }

    private void folder(JsonWriter json, String path) {
        Optional<ImageFile> folder = facts.folder(path);
        if (folder.isPresent()) {
            file(json, folder.get(), Optional.of(path));
        } else {
            json.object().field("path", path).endObject();
        }
    }

    private void files(JsonWriter json) {
        json.name("raisingPrograms").array();
        if (facts.files().isPresent()) {
            for (ImageFile file : facts.files().get().raising()) file(json, file, Optional.empty());
        }
        json.endArray().name("openFolders").array();
        if (facts.files().isPresent()) {
            for (ImageFile file : facts.files().get().openFolders()) file(json, file, Optional.empty());
        }
        json.endArray();
        number(json, "files", facts.files().map(tree -> (long) tree.size()));
    }

    private static void file(JsonWriter json, ImageFile file, Optional<String> path) {
        json.object()
                .field("path", path.orElse(file.path()))
                .field("uid", file.uid())
                .field("gid", file.gid())
                .field("mode", file.permissions());
        if (!file.isFolder()) {
            json.field("setuid", file.isSetuid()).field("setgid", file.isSetgid());
            json.field("capabilities", file.capabilities().map(Object::toString));
        }
        json.endObject();
    }
}
