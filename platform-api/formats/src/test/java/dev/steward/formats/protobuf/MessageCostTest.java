package dev.steward.formats.protobuf;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import org.junit.jupiter.api.Test;

final class MessageCostTest {
  private static byte[] records(int count, LogRecord record) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int i = 0; i < count; i++) {
      scope.addLogRecords(record);
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
        .build()
        .toByteArray();
  }

  private static boolean exceeds(byte[] body, long most) throws InvalidProtocolBufferException {
    return MessageCost.exceeds(body, body.length, ExportLogsServiceRequest.getDescriptor(), most);
  }

  @Test
  void emptyMessagesCostMoreThanTheirBytes() throws Exception {
    byte[] body = records(1_000, LogRecord.getDefaultInstance());
    assertTrue(body.length < 3_000);
    assertTrue(exceeds(body, 60_000));
    assertFalse(exceeds(body, 70_000));
  }

  @Test
  void aLongTextCostsWhatItHolds() throws Exception {
    LogRecord record =
        LogRecord.newBuilder()
            .setBody(AnyValue.newBuilder().setStringValue("x".repeat(10_000)))
            .build();
    byte[] body = records(10, record);
    assertTrue(exceeds(body, 100_000));
    assertFalse(exceeds(body, 105_000));
  }

  @Test
  void whatIsNoMessageIsAnError() {
    assertThrows(
        InvalidProtocolBufferException.class, () -> exceeds(new byte[] {10, 99, 1}, 1 << 20));
  }

  @Test
  void deepNestingIsAnError() {
    AnyValue value = AnyValue.getDefaultInstance();
    for (int i = 0; i < 60; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    byte[] body = records(1, LogRecord.newBuilder().setBody(value).build());
    assertThrows(InvalidProtocolBufferException.class, () -> exceeds(body, 1 << 20));
  }
}
