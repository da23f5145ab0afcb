package dev.menshen.guard.local;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An ONNX graph under construction. Values are named by strings, as in the format; each method that
 * adds something returns the name of its result.
 */
final class OnnxGraph {
  /** The domain of ONNX Runtime's own operators. */
  static final String MICROSOFT = "com.microsoft";

  /** The domain of the standard's operators. */
  static final String STANDARD = "";

  private static final int IR_VERSION = 9;
  private static final int OPERATOR_SET = 18;

  private final GraphProto.Builder graph;
  private final Set<String> constants = new HashSet<>();
  private int values;

  OnnxGraph(String name) {
    this.graph = GraphProto.newBuilder().setName(name);
  }

  /** The number formats that the graphs use. */
  enum NumberType {
    FLOAT(TensorProto.DataType.FLOAT_VALUE),
    FLOAT16(TensorProto.DataType.FLOAT16_VALUE),
    BFLOAT16(TensorProto.DataType.BFLOAT16_VALUE),
    INT8(TensorProto.DataType.INT8_VALUE),
    UINT8(TensorProto.DataType.UINT8_VALUE),
    INT32(TensorProto.DataType.INT32_VALUE),
    INT64(TensorProto.DataType.INT64_VALUE);

    private final int code;

    NumberType(int code) {
      this.code = code;
    }

    /** The number that stands for this format in attributes. */
    int code() {
      return code;
    }
  }

  /** Adds a node of the standard with one output. */
  String node(String operator, List<String> inputs, Map<String, ?> attributes) {
    return node(STANDARD, operator, inputs, attributes);
  }

  /** Adds a node with one output. */
  String node(String domain, String operator, List<String> inputs, Map<String, ?> attributes) {
    return node(domain, operator, inputs, attributes, List.of(fresh(operator))).getFirst();
  }

  /**
   * Adds a node.
   *
   * @param inputs the names of its inputs; an empty one is left out
   * @param attributes numbers, or lists of whole numbers
   * @param outputs the names that its outputs get; an empty one is not computed
   * @return {@code outputs}
   */
  List<String> node(
      String domain,
      String operator,
      List<String> inputs,
      Map<String, ?> attributes,
      List<String> outputs) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setName(operator + "_" + graph.getNodeCount())
            .setOpType(operator)
            .setDomain(domain)
            .addAllInput(inputs)
            .addAllOutput(outputs);
    attributes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            attribute -> node.addAttribute(attribute(attribute.getKey(), attribute.getValue())));
    graph.addNode(node);
    return outputs;
  }

  /** A name for a value that has none of its own. */
  String fresh(String operator) {
    return operator + "_" + values++;
  }

  /** A list of whole numbers, such as a shape; the same list is stored once. */
  String numbers(long... numbers) {
    return constant(
        "numbers" + Arrays.toString(numbers),
        NumberType.INT64,
        constant ->
            constant
                .addDims(numbers.length)
                .addAllInt64Data(Arrays.stream(numbers).boxed().toList()));
  }

  /** A 32-bit number; the same one is stored once. */
  String number(float number) {
    return constant("float" + number, NumberType.FLOAT, constant -> constant.addFloatData(number));
  }

  /** An unsigned byte; the same one is stored once. */
  String unsignedByte(int number) {
    return constant("byte" + number, NumberType.UINT8, constant -> constant.addInt32Data(number));
  }

  /** Stores a constant unless there is one of the name. */
  private String constant(String name, NumberType type, Consumer<TensorProto.Builder> content) {
    if (constants.add(name)) {
      TensorProto.Builder constant =
          TensorProto.newBuilder().setName(name).setDataType(type.code());
      content.accept(constant);
      graph.addInitializer(constant);
    }
    return name;
  }

  /** A vector that is stored in the graph itself. */
  String vector(String name, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(NumberType.FLOAT.code())
            .addDims(values.length)
            .setRawData(ByteString.copyFrom(bytes)));
    return name;
  }

  /**
   * A tensor whose numbers are in a file beside the graph.
   *
   * @param file the file's name
   * @param offset where they begin, in bytes
   * @param length how many bytes they take
   */
  String external(
      String name, NumberType type, List<Long> shape, String file, long offset, long length) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.code())
            .addAllDims(shape)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", file))
            .addExternalData(entry("offset", Long.toString(offset)))
            .addExternalData(entry("length", Long.toString(length))));
    return name;
  }

  /**
   * Declares an input.
   *
   * @param shape a number for a fixed size, a name for one that is known when the graph runs
   */
  String input(String name, NumberType type, Object... shape) {
    graph.addInput(value(name, type, shape));
    return name;
  }

  /** Declares a value as an output. */
  void output(String name, NumberType type, Object... shape) {
    graph.addOutput(value(name, type, shape));
  }

  /** The model in ONNX's format. */
  ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("menshen")
        .addOpsetImport(
            OperatorSetIdProto.newBuilder().setDomain(STANDARD).setVersion(OPERATOR_SET))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1))
        .setGraph(graph)
        .build();
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    return switch (value) {
      case Integer number ->
          attribute.setType(AttributeProto.AttributeType.INT).setI(number).build();
      case Double number ->
          attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number.floatValue()).build();
      case List<?> numbers -> {
        attribute.setType(AttributeProto.AttributeType.INTS);
        numbers.forEach(number -> attribute.addInts((Integer) number));
        yield attribute.build();
      }
      default -> throw new IllegalArgumentException(name + ": " + value.getClass());
    };
  }

  private static ValueInfoProto value(String name, NumberType type, Object... shape) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.code());
    tensor.setShape(
        TensorShapeProto.newBuilder()
            .addAllDim(Arrays.stream(shape).map(OnnxGraph::dimension).toList()));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static TensorShapeProto.Dimension dimension(Object size) {
    TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
    return size instanceof Integer fixed
        ? dimension.setDimValue(fixed).build()
        : dimension.setDimParam((String) size).build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
