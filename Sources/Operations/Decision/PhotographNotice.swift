import Casework
package import Primitives
package import Storage

/// Puts a photo of the board to a notice: the first on the day of posting, the last on or after the closing day.
package struct PhotographNotice: Command {
    package static let name = "decision.photographNotice"
    /// The notice.
    package var noticeID: NoticeID
    /// Which day's photo.
    package var which: NoticePhoto
    /// The photo, an upload of the case.
    package var uploadID: UploadID
    /// The code read from the board on the wall.
    package var code: String

    /// Takes the inputs.
    package init(noticeID: NoticeID, which: NoticePhoto, uploadID: UploadID, code: String) {
        self.noticeID = noticeID
        self.which = which
        self.uploadID = uploadID
        self.code = code
    }

    /// Answers the notice's id.
    package func run(in context: CommandContext) throws -> Outcome<NoticeID> {
        let allowed: Set<Role> = [.townshipClerk, .townshipReviewer, .gridWorker, .aide]
        guard let staff = context.actor.staff, allowed.contains(staff.role) else { return .refused([.notAllowed]) }
        guard let row = try context.store.notice(noticeID, in: context.scope) else { return .refused([.notFound]) }
        var refusals: [Reason] = row.outcome == nil ? [] : [.noticeEnded]
        if try !HangBoard.typed(code).utf8.elementsEqual(row.notice.checkCode.utf8) {
            refusals.append(.noticeCodeDiffers)
        }
        let posted = row.notice.postedOn
        let closes = row.notice.closes.on
        switch which {
        case .first where context.today != posted:
            refusals.append(
                .photoDayWrong("首日照片只能在张榜当天（\(posted.chineseText)）上传。当天没有拍，请重新张榜。"))
        case .last where context.today < closes:
            refusals.append(.photoDayWrong("末日照片要在公示最后一天（\(closes.chineseText)）拍。请到那天再传。"))
        default: break
        }
        let otherDay = which == .first ? row.lastPhotoID : row.firstPhotoID
        if otherDay == uploadID { refusals.append(.noticePhotoTwice) }
        let uploads = try context.store.uploads(of: row.caseID, in: context.scope)
        if !uploads.contains(where: { $0.id == uploadID }) { refusals.append(.photoUnknown) }
        guard refusals.isEmpty else { return .refused(refusals) }
        try context.store.setNoticePhoto(noticeID, which, uploadID, in: context.scope)
        try context.audit(Self.name, "notice", noticeID.rawValue, region: row.region, reason: which.rawValue)
        return .done(noticeID)
    }
}

extension Reason {
    /// The code on the wall is not the one of the text that is posted.
    static let noticeCodeDiffers = Reason(
        "noticeCodeDiffers", field: "code", "填写的校验码与这次公示的内容不一致，墙上张贴的可能不是这一张。请核对榜上的校验码，换上这次公示的榜再拍照。",
        "The code is not that of this notice; another paper may hang. Check it, hang this one, and take the photo.")
    /// One photo is to prove two days.
    static let noticePhotoTwice = Reason(
        "noticePhotoTwice", field: "photo", "这张照片已作为另一天的公示照片，不能同时证明两天都在公示。请上传当天拍的照片。",
        "This photo proves the other day already. Upload the one taken on the day itself.")
}
