package dev.filprofile.e2e.workload.attribution;

import freemarker.template.Template;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.collections.impl.list.mutable.FastList;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import picocli.CommandLine;

/** A program that brings, in versions of its own, the libraries that the profiler is made with; and says which it got. */
public final class OtherVersions {

    static final List<Object> KEPT = new ArrayList<>(); // holds 1 x object(ref int int)

    @CommandLine.Option(names = "--rows")
    int rows;

    private OtherVersions() {}

    public static void main(String[] args) throws Exception {
        OtherVersions program = new OtherVersions(); // holds 1 x object(int)
        KEPT.add(program);
        new CommandLine(program).parseArgs(args);
        FastList<Object> list = FastList.newList();
        for (int i = 0; i < program.rows; i++) {
            list.add(new byte[1000]); // holds 3000 x byte[1000]
        }
        KEPT.add(list);
        System.out.println(mapped(program.rows) + " " + rendered(program.rows) + " " + written());
        for (Class<?> type : List.of(CommandLine.class, FastList.class, Template.class, ClassWriter.class)) {
            System.out.println(type.getName() + " " + type.getProtectionDomain().getCodeSource());
        }
        Peak.reach();
        System.out.println(KEPT.size());
    }

    private static int mapped(int rows) {
        LongIntHashMap map = new LongIntHashMap();
        for (int i = 0; i < rows; i++) {
            map.put(i, i);
        }
        return map.size();
    }

    private static String rendered(int rows) throws Exception {
        Template template = new Template("rows", new StringReader("rows: ${rows}"), null);
        StringWriter text = new StringWriter();
        template.process(Map.of("rows", rows), text);
        return text.toString();
    }

    private static int written() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "Written", null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray().length;
    }
}
