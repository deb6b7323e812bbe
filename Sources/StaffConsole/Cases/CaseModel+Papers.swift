import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// Signed statements, notices, papers and the history.
extension CaseModel {
    var opinions: [Fields] {
        view.opinions.map { opinion in
            [
                "stage": context.t("stage.\(opinion.stage.rawValue)"), "day": formats.date(opinion.day),
                "who": view.staffNames[opinion.staffID], "text": opinion.text.isEmpty ? nil : mask(opinion.text),
                "tag": opinion.isPositive
                    ? StatusTag(context.t("opinion.positive"), .ok) : StatusTag(context.t("opinion.negative"), .bad),
                "reasons": opinion.reasonCodes.compactMap(ReasonCode.init(rawValue:)).map(self.reason),
            ]
        }
    }

    /// A reason code with its clause.
    func reason(_ code: ReasonCode) -> String { "\(words.word(code.chinese, code.english))（\(code.clause)）" }

    var notices: [Fields] {
        view.notices.map { notice in
            let isRunning = notice.outcome == nil
            return [
                "round": notice.round, "posted": formats.date(notice.notice.postedOn),
                "closes": formats.date(notice.notice.closes.on),
                "tag": isRunning
                    ? StatusTag(context.t("notice.running"), .info) : StatusTag(context.t("notice.ended"), .neutral),
                "isRunning": isRunning, "print": "/staff/notices/\(notice.id.text)/board",
                "photo": "/staff/notices/\(notice.id.text)/photo",
                "first": notice.firstPhotoID.map { "/staff/uploads/\($0.text)" },
                "last": notice.lastPhotoID.map { "/staff/uploads/\($0.text)" },
            ]
        }
    }

    var objections: [Fields] {
        view.objections.map { objection in
            [
                "text": objection.text, "filed": formats.date(objection.filedOn), "contact": objection.contact,
                "answer": objection.answer, "answered": objection.answeredOn.map(formats.date),
                "tag": objection.isUpheld.map {
                    $0
                        ? StatusTag(context.t("objection.upheld"), .warn)
                        : StatusTag(context.t("objection.dismissed"), .neutral)
                } ?? StatusTag(context.t("objection.open"), .bad),
                "address": objection.isUpheld == nil ? "\(address)/objections" : nil,
            ]
        }
    }

    var documents: [Fields] {
        view.standings.map { standing in
            let (document, counts) = (standing.row, standing.lacks.isEmpty)
            let address = "/staff/documents/\(document.id.text)"
            return [
                "title": document.title, "number": document.number, "day": formats.date(document.issuedDay),
                "address": address, "pdf": "\(address)/pdf",
                "tag": counts
                    ? StatusTag(context.t("papers.counts"), .ok) : StatusTag(context.t("papers.lacks"), .warn),
                "sign": counts ? nil : "\(address)/sign",
            ]
        }
    }

    var uploads: [Fields] {
        view.uploads.map { upload in
            [
                "purpose": UploadPurpose(rawValue: upload.purpose).map { words.word($0.chinese, $0.english) }
                    ?? upload.purpose,
                "day": formats.date(upload.createdAt.chinaDate), "size": "\(max(1, upload.byteCount / 1024)) KB",
                "address": "/staff/uploads/\(upload.id.text)",
            ]
        }
    }

    var messages: [Fields] {
        view.messages.map { message in
            [
                "template": context.t("template.\(message.template)"),
                "to": message.recipientMasked, "day": formats.date(message.businessDay),
                "tag": message.sentAt == nil
                    ? StatusTag(context.t("caseMessage.waiting"), .warn) : StatusTag(context.t("message.sent"), .ok),
            ]
        }
    }

    var timeline: [TimelineStep] {
        view.history.map { line in
            let kind = CaseEventKind(rawValue: line.event.kind)
            let title = kind.map { words.word(line.chinese, context.t("event.\($0.rawValue)")) } ?? line.chinese
            let detail = [line.actorName, mask(line.event.reason)].filter { !$0.isEmpty }.joined(separator: "：")
            let isStop = kind.map { CaseStep.of($0)?.isEnd == true || $0 == .refuse || $0 == .terminate } ?? false
            return TimelineStep(
                title, when: formats.date(line.event.businessDay), detail: detail.isEmpty ? nil : detail,
                isStop ? .stopped : .done)
        }
    }
}
