package dev.leastwise.report;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Capabilities;
import dev.leastwise.privilege.Capability;
import dev.leastwise.privilege.CapabilitySet;
import dev.leastwise.privilege.Missing;
import dev.leastwise.privilege.Origin;
import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Privileges.HostPort;
import dev.leastwise.privilege.Privileges.Limits;
import dev.leastwise.privilege.Privileges.Profile;
import dev.leastwise.privilege.Privileges.SeLinux;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.Quantity;
import dev.leastwise.privilege.Target;
import dev.leastwise.privilege.Value;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import dev.leastwise.source.Location;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes what containers are granted as JSON of the schema {@code leastwise.dev/explain/v1}. */
public final class ExplainJson {

    public static final String SCHEMA = "leastwise.dev/explain/v1";

    private final JsonWriter json;

    /** Opens the document; {@link #end} closes it. */
    public ExplainJson(StringBuilder out, Target target) {
        json = new JsonWriter(out);
        json.object().field("schema", SCHEMA);
        JsonReport.writeTarget(json.name("target"), target);
        json.name("containers").array();
    }

    public void write(Explanation explanation) {
        json.object()
                .field("file", explanation.file())
                .field("template", explanation.object().template());
        JsonReport.writeObject(json.name("object"), explanation.object());
        json.field("byShape", explanation.byShape())
                .field("container", explanation.container())
                .field("role", JsonReport.role(explanation.role()))
                .field("image", explanation.image());
        json.name("settings").object();
        for (Setting setting : explanation.settings()) write(setting, explanation);
        json.endObject().endObject();
    }

    public void end() {
        json.endArray().endObject();
    }

    private void write(Setting setting, Explanation explanation) {
        json.name(setting.name()).object();
        switch (setting.value()) {
            case Unknown<?> unknown -> writeMissing(unknown.missing());
            case Known<?> known -> {
                json.name("value");
                writeValue(known.value());
                if (known.value() instanceof Capabilities capabilities) writeMissing(capabilities.permitted());
                if (known.value() instanceof Groups groups) writeMissing(groups.fromImage());
                json.name("origin");
                writeOrigin(known.origin());
            }
        }
        List<String> notes = Meaning.of(setting, explanation.privileges());
        if (!notes.isEmpty()) {
            json.name("notes").array();
            for (String note : notes) json.value(note);
            json.endArray();
        }
        json.endObject();
    }

    private void writeMissing(Value<?> part) {
        if (part instanceof Unknown<?> unknown) writeMissing(unknown.missing());
    }

    private void writeMissing(Missing missing) {
        json.field("unknown", missing.what().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.field("remedy", missing.remedy());
    }

    private void writeValue(Object value) {
        switch (value) {
            case Long number -> json.value(number);
            case Boolean bool -> json.value(bool);
            case Optional<?> optional -> {
                if (optional.isPresent()) writeValue(optional.get());
                else json.nothing();
            }
            case Groups groups -> writeGroups(groups);
            case Capabilities capabilities -> writeCapabilities(capabilities);
            case Profile profile -> json.value(profile.toString());
            case SeLinux label -> writeSeLinux(label);
            case Limits limits -> writeLimits(limits);
            case HostPort port ->
                json.object()
                        .field("port", port.port())
                        .field("protocol", port.protocol())
                        .endObject();
            case VolumeAccess volume -> writeVolume(volume);
            case Set<?> set -> writeAll(new TreeSet<>(set));
            case List<?> list -> writeAll(list);
            case Map<?, ?> map -> {
                json.object();
                map.forEach((key, item) -> json.field(String.valueOf(key), String.valueOf(item)));
                json.endObject();
            }
            case Enum<?> constant -> json.value(constant.name().toLowerCase(Locale.ROOT));
            default -> json.value(value.toString());
        }
    }

    private void writeAll(Collection<?> values) {
        json.array();
        for (Object value : values) writeValue(value);
        json.endArray();
    }

    private void writeGroups(Groups groups) {
        Set<Long> all = new TreeSet<>(groups.declared());
        groups.fromImage().known().ifPresent(all::addAll);
        writeAll(all);
    }

    private void writeCapabilities(Capabilities capabilities) {
        json.object();
        writeSet("bounding", capabilities.bounding());
        for (String name : List.of("permitted", "effective")) {
            Optional<CapabilitySet> known = capabilities.permitted().known();
            if (known.isPresent()) writeSet(name, known.get());
            else json.name(name).nothing();
        }
        writeSet("inheritable", capabilities.inheritable());
        writeSet("ambient", capabilities.ambient());
        json.endObject();
    }

    private void writeSet(String name, CapabilitySet set) {
        json.name(name).array();
        for (Capability capability : set.list()) json.value(capability.ociName());
        json.endArray();
    }

    private void writeSeLinux(SeLinux label) {
        json.object()
                .field("user", label.user())
                .field("role", label.role())
                .field("type", label.type())
                .field("level", label.level())
                .field("confined", label.confined())
                .endObject();
    }

    private void writeLimits(Limits limits) {
        json.object()
                .field("memory", limits.memory().map(Quantity::text))
                .field("cpu", limits.cpu().map(Quantity::text))
                .endObject();
    }

    private void writeVolume(VolumeAccess volume) {
        json.object()
                .field("name", volume.name())
                .field("kind", volume.kind())
                .field("source", volume.source())
                .field("mountPath", volume.mountPath())
                .field("writable", volume.writable())
                .field("propagation", volume.propagation())
                .endObject();
    }

    private void writeOrigin(Origin origin) {
        json.object();
        switch (origin) {
            case Origin.Manifest manifest -> {
                json.field("kind", "manifest");
                writePlace(manifest.node());
            }
            case Origin.Image image -> json.field("kind", "image").field("field", image.field());
            case Origin.TargetDefault targetDefault ->
                json.field("kind", "target-default").field("what", targetDefault.what());
            case Origin.Forced forced -> {
                json.field("kind", "forced").field("by", forced.by());
                writePlace(forced.setting());
                if (forced.overrides().isPresent()) {
                    json.name("overrides").object();
                    writePlace(forced.overrides().get());
                    json.endObject();
                }
            }
        }
        json.endObject();
    }

    private void writePlace(KubeNode node) {
        Location at = node.location();
        json.field("file", at.file())
                .field("line", at.line())
                .field("column", at.column())
                .field("path", node.path());
    }
}
