#!/usr/bin/env python3
"""Makes watch.fit, a run of two minutes as a watch logs it, with fit-tool; and watch.json, its intervals as fitdecode reads them.

    .build/foreign/bin/python3 Tests/Fixtures/formats/make_fit.py
"""
import datetime
import json
import pathlib

import fitdecode
from fit_tool.base_type import BaseType
from fit_tool.developer_field import DeveloperField
from fit_tool.endian import Endian
from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile.messages.activity_message import ActivityMessage
from fit_tool.profile.messages.developer_data_id_message import DeveloperDataIdMessage
from fit_tool.profile.messages.event_message import EventMessage
from fit_tool.profile.messages.field_description_message import FieldDescriptionMessage
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.hrv_message import HrvMessage
from fit_tool.profile.messages.record_message import RecordMessage
from fit_tool.profile.profile_type import Event, EventType, FileType, Manufacturer

HERE = pathlib.Path(__file__).parent
START = datetime.datetime(2026, 6, 1, 4, 30, 12, tzinfo=datetime.timezone.utc)
SERIES = [float(line) / 1000 for line in open(HERE.parent / "signals/rr/synth_5min.csv")]


def stamp(seconds):
    return round((START.timestamp() + seconds) * 1000)


builder = FitFileBuilder(auto_define=True)
identity = FileIdMessage()
identity.type, identity.manufacturer, identity.product = FileType.ACTIVITY, Manufacturer.DEVELOPMENT.value, 0
identity.time_created, identity.serial_number = stamp(0), 0x12345678
builder.add(identity)
developer = DeveloperDataIdMessage()
developer.developer_data_index, developer.application_id = 0, bytes(range(16))
builder.add(developer)
description = FieldDescriptionMessage()
description.developer_data_index, description.field_definition_number = 0, 7
description.fit_base_type_id, description.field_name, description.units = BaseType.UINT16.value, "stride", "mm"
builder.add(description)


def timer(kind, seconds):
    event = EventMessage(local_id=2)
    event.timestamp, event.event, event.event_type = stamp(seconds), Event.TIMER, kind
    builder.add(event)


timer(EventType.START, 0)
now, told, pause = 0.0, 0, 0
for second in range(1, 121):
    if second == 61:
        timer(EventType.STOP_ALL, second + pause)
        pause = 45
        timer(EventType.START, second + pause)
    stride = DeveloperField(field_id=7, name="stride", base_type=BaseType.UINT16, size=2, developer_data_index=0)
    stride.set_value(0, 1100 + second)
    record = RecordMessage(local_id=1, developer_fields=[stride])
    record.timestamp, record.heart_rate = stamp(second + pause), 70
    builder.add(record)
    ended = []
    while now + SERIES[told] <= second:
        now += SERIES[told]
        ended.append(SERIES[told])
        told += 1
    if ended:
        # Both byte orders; watches fill up with what is no interval.
        hrv = HrvMessage(local_id=3, endian=Endian.BIG if second % 2 else Endian.LITTLE)
        hrv.time = ended + [65.535] * (5 - len(ended))
        builder.add(hrv)
activity = ActivityMessage(local_id=4)
activity.timestamp = stamp(121 + pause)
activity.local_timestamp = round(activity.timestamp / 1000) - 631065600 + 2 * 3600
builder.add(activity)

path = HERE / "watch.fit"
path.write_bytes(builder.build().to_bytes())
intervals, times = [], []
with fitdecode.FitReader(str(path), check_crc=fitdecode.CrcCheck.RAISE) as reader:
    for frame in reader:
        if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "hrv":
            intervals += [round(v * 1000) for v in frame.get_value("time") if v is not None]
assert len(intervals) == told, (len(intervals), told)
before_pause = sum(1 for i in range(told) if sum(SERIES[: i + 1]) <= 60)
(HERE / "watch.json").write_text(
    json.dumps({"intervals_ms": intervals, "followsHole": [before_pause], "startTimeOfDay": 6 * 3600 + 30 * 60 + 12}) + "\n"
)
print(path, path.stat().st_size, "bytes,", told, "intervals")
