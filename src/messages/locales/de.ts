import type { Messages } from '../types.js'

/** German. */
export const de = {
  // The step-up prompt
  'prompt.title': 'Bestätigen Sie, dass Sie es sind',
  'prompt.intro': 'Zum Schutz Ihres Kontos müssen wir prüfen, ob Sie es wirklich sind.',
  'prompt.start': 'Weiter',
  'prompt.starting': 'Wird vorbereitet …',
  'prompt.chooseFactor': 'Wie sollen wir Ihnen den Code senden?',
  'prompt.factorEmail': 'E-Mail',
  'prompt.factorSms': 'SMS',
  'prompt.factorEmailTo': 'E-Mail an {destination}',
  'prompt.factorSmsTo': 'SMS an {destination}',
  'prompt.factorWait': 'Verfügbar in {time}',
  'prompt.sendCode': 'Code senden',
  'prompt.sendingCode': 'Ihr Code wird gesendet …',
  'prompt.sentByEmail': 'Wir haben einen Code an Ihre E-Mail-Adresse gesendet.',
  'prompt.sentBySms': 'Wir haben Ihnen einen Code per SMS gesendet.',
  'prompt.sentByEmailTo': 'Wir haben einen Code an {destination} gesendet.',
  'prompt.sentBySmsTo': 'Wir haben einen Code per SMS an {destination} gesendet.',
  'prompt.emailHint':
    'Das kann eine Minute dauern. Wenn Sie die E-Mail nicht finden, sehen Sie im Spam-Ordner nach.',
  'prompt.smsHint': 'Das kann eine Minute dauern.',
  'prompt.code': 'Code',
  'prompt.codeLength': {
    one: 'Geben Sie das {count} Zeichen Ihres Codes ein.',
    other: 'Geben Sie alle {count} Zeichen Ihres Codes ein.',
  },
  'prompt.codeMissing': 'Geben Sie den Code ein, den wir Ihnen gesendet haben.',
  'prompt.autoSubmit': 'Der Code wird geprüft, sobald er vollständig ist.',
  'prompt.verify': 'Prüfen',
  'prompt.verifying': 'Ihr Code wird geprüft …',
  'prompt.verifiedTitle': 'Bestätigt',
  'prompt.verified': 'Vielen Dank. Sie können jetzt fortfahren.',
  'prompt.changeFactor': 'Anderen Weg wählen',
  'prompt.back': 'Zurück',
  'prompt.cancel': 'Abbrechen',
  'prompt.close': 'Schließen',
  'prompt.tryAgain': 'Erneut versuchen',
  'prompt.signIn': 'Neu anmelden',
  'prompt.trustDevice': {
    one: 'Diesem Gerät {count} Tag lang vertrauen',
    other: 'Diesem Gerät {count} Tage lang vertrauen',
  },
  'prompt.trustDeviceHint':
    'Wenn Sie sich hier anmelden, fragen wir nicht nach einem Code. Nicht für gemeinsam genutzte Geräte.',
  'prompt.supportId': 'Referenz für den Support: {id}',

  // What is being confirmed
  'reason.updateEmail': 'E-Mail-Adresse ändern',
  'reason.updatePhoneNumber': 'Telefonnummer ändern',
  'reason.enrollEmail': 'E-Mail-Adresse für Anmeldecodes hinzufügen',
  'reason.enrollPhoneNumber': 'Telefonnummer für Anmeldecodes hinzufügen',
  'reason.removeEmail': 'E-Mail-Adresse {target} entfernen',
  'reason.removePhoneNumber': 'Telefonnummer mit den Endziffern {target} entfernen',
  'reason.listTrustedDevices': 'Vertrauenswürdige Geräte anzeigen',
  'reason.removeTrustedDevice': 'Einem Gerät nicht mehr vertrauen',
  'reason.login': 'Anmelden',
  'reason.more': {
    one: 'und {count} weitere Änderung',
    other: 'und {count} weitere Änderungen',
  },

  // Resend
  'resend.action': 'Neuen Code senden',
  'resend.in': 'Neuen Code senden in {time}',
  'resend.pending': 'Ein neuer Code wird gesendet …',
  'resend.sent': 'Ein neuer Code ist unterwegs.',
  'resend.remaining': {
    one: 'Sie können in {count} Sekunde einen neuen Code anfordern.',
    other: 'Sie können in {count} Sekunden einen neuen Code anfordern.',
  },
  'resend.possible': 'Sie können jetzt einen neuen Code anfordern.',

  // What went wrong, and what to do next
  'problem.codeRejected': 'Dieser Code stimmt nicht. Prüfen Sie ihn und versuchen Sie es erneut.',
  'problem.codeExpired': 'Dieser Code ist abgelaufen. Fordern Sie einen neuen an.',
  'problem.tooManyTries': 'Zu viele Versuche mit diesem Code. Fordern Sie einen neuen an.',
  'problem.sendLimit':
    'Wir können noch keinen weiteren Code senden. Ein Code, den Sie schon haben, gilt weiterhin.',
  'problem.sendLimitUntil':
    'Vor {time} können wir keinen weiteren Code senden. Ein Code, den Sie schon haben, gilt weiterhin.',
  'problem.rateLimited': 'Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es dann erneut.',
  'problem.rateLimitedUntil': 'Zu viele Versuche. Versuchen Sie es nach {time} erneut.',
  'problem.locked':
    'Ihr Konto ist vorübergehend gesperrt. Versuchen Sie es später erneut oder wenden Sie sich an den Support.',
  'problem.offline':
    'Sie sind offline. Es geht nichts verloren: Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  'problem.timeout': 'Die Antwort dauert zu lange. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  'problem.network':
    'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  'problem.noFactor':
    'Wir können Ihnen noch keinen Code senden. Melden Sie sich neu an, um fortzufahren, oder wenden Sie sich an den Support.',
  'problem.loginRequired': 'Ihre Sitzung ist beendet. Melden Sie sich neu an, um fortzufahren.',
  'problem.userChanged': 'Inzwischen ist jemand anderes angemeldet. Melden Sie sich neu an, um fortzufahren.',
  'problem.refused':
    'Der Server hat die Bestätigung nicht angenommen. Melden Sie sich neu an und versuchen Sie es dann erneut.',
  'problem.unexpected': 'Bei uns ist ein Fehler aufgetreten. Versuchen Sie es gleich noch einmal.',

  // Verified until
  'verified.until': 'Bestätigt bis {time}',
  'verified.remaining': 'Noch {time} bestätigt',
  'verified.lapsed': 'Bestätigung erforderlich',

  // Phone numbers
  'phone.label': 'Telefonnummer',
  'phone.country': 'Land',
  'phone.missing': 'Geben Sie Ihre Telefonnummer ein.',
  'phone.tooShort': 'Diese Nummer ist zu kurz. Prüfen Sie, ob eine Ziffer fehlt.',
  'phone.tooLong': 'Diese Nummer ist zu lang. Prüfen Sie, ob eine Ziffer zu viel ist.',
  'phone.notANumber': 'Das sieht nicht wie eine Telefonnummer aus. Prüfen Sie das Land und die Ziffern.',
  'phone.unchanged': 'Das ist bereits Ihre Telefonnummer. Geben Sie eine andere ein.',
  'phone.unverified': 'Diese Nummer ist noch nicht bestätigt.',
  'phone.save': 'Nummer speichern',
  'phone.confirm': 'Nummer bestätigen',
  'phone.other': 'Andere Nummer verwenden',
  'phone.changed': 'Ihre Telefonnummer lautet jetzt {phoneNumber}.',

  // Email address
  'email.label': 'E-Mail-Adresse',
  'email.missing': 'Geben Sie Ihre E-Mail-Adresse ein.',
  'email.invalid': 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.',
  'email.unchanged': 'Das ist bereits Ihre E-Mail-Adresse. Geben Sie eine andere ein.',
  'email.unverified': 'Diese Adresse ist noch nicht bestätigt.',
  'email.save': 'Adresse speichern',
  'email.confirm': 'Adresse bestätigen',
  'email.other': 'Andere Adresse verwenden',
  'email.linkOrCodeSent':
    'Wir haben eine E-Mail an {email} gesendet. Folgen Sie dem Link darin oder geben Sie hier den Code daraus ein.',
  'email.keptUntilThen': 'Bis dahin bleibt {email} Ihre Adresse.',
  'email.changed': 'Ihre E-Mail-Adresse lautet jetzt {email}.',
  'email.alreadyVerified': 'Ihre E-Mail-Adresse ist bereits bestätigt.',

  // Password login
  'login.username': 'Benutzername',
  'login.emailOrPhoneNumber': 'E-Mail-Adresse oder Telefonnummer',
  'login.emailOrUsername': 'E-Mail-Adresse oder Benutzername',
  'login.usernameMissing': 'Geben Sie Ihren Benutzernamen ein.',
  'login.emailOrPhoneNumberMissing': 'Geben Sie Ihre E-Mail-Adresse oder Telefonnummer ein.',
  'login.emailOrUsernameMissing': 'Geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein.',
  'login.useUsername': 'Stattdessen Benutzernamen verwenden',
  'login.useEmailOrPhoneNumber': 'Stattdessen E-Mail-Adresse oder Telefonnummer verwenden',
  'login.usePhoneNumber': 'Stattdessen Telefonnummer verwenden',
  'login.password': 'Passwort',
  'login.passwordMissing': 'Geben Sie Ihr Passwort ein.',
  'login.show': 'Anzeigen',
  'login.hide': 'Verbergen',
  'login.showPassword': 'Passwort anzeigen',
  'login.hidePassword': 'Passwort verbergen',
  'login.submit': 'Anmelden',
  'login.loading': 'Das Anmeldeformular wird vorbereitet …',
  'login.expired':
    'Das hat zu lange gedauert, deshalb müssen wir neu beginnen. Geben Sie Ihr Passwort noch einmal ein.',
  'login.done': 'Sie sind angemeldet.',

  // What the server refuses
  'error.cancelled': 'Es wurde nichts geändert.',
  'error.featureOff': 'Das ist hier nicht verfügbar.',
  'error.emailInUse': 'Diese E-Mail-Adresse wird bereits von einem anderen Konto verwendet.',
  'error.phoneNumberInUse': 'Diese Telefonnummer wird bereits von einem anderen Konto verwendet.',
  'error.wrongPassword': 'Die Angaben stimmen nicht. Prüfen Sie Ihre Eingabe und Ihr Passwort.',
  'error.unverifiedLogin':
    'Bestätigen Sie zuerst Ihre E-Mail-Adresse oder Telefonnummer. Melden Sie sich danach an.',
  'error.loginForbidden':
    'Sie können sich hier nicht anmelden. Wenden Sie sich an den Support, um den Grund zu erfahren.',
  'error.loginType':
    'Damit können Sie sich nicht anmelden. Versuchen Sie es mit E-Mail-Adresse, Telefonnummer oder Benutzername.',

  // Email addresses and phone numbers that receive codes
  'credentials.title': 'Bestätigung in zwei Schritten',
  'credentials.intro': 'An eines dieser Ziele senden wir einen Code, wenn wir prüfen müssen, ob Sie es sind.',
  'credentials.loading': 'Ihre E-Mail-Adressen und Telefonnummern werden geladen …',
  'credentials.empty':
    'Hier ist noch nichts. Fügen Sie eine E-Mail-Adresse oder Telefonnummer hinzu, um Ihr Konto zu schützen.',
  'credentials.off': 'Das Hinzufügen einer E-Mail-Adresse oder Telefonnummer ist hier nicht verfügbar.',
  'credentials.locked': 'Bestätigen Sie, dass Sie es sind, um sie zu sehen.',
  'credentials.show': 'Meine E-Mail-Adressen und Telefonnummern anzeigen',
  'credentials.email': 'E-Mail',
  'credentials.sms': 'SMS',
  'credentials.addedOn': 'Hinzugefügt am {date}',
  'credentials.change': 'Ändern',
  'credentials.changeEmail': 'E-Mail-Adresse {target} ändern',
  'credentials.changePhoneNumber': 'Telefonnummer mit den Endziffern {target} ändern',
  'credentials.remove': 'Entfernen',
  'credentials.removeEmail': 'E-Mail-Adresse {target} entfernen',
  'credentials.removePhoneNumber': 'Telefonnummer mit den Endziffern {target} entfernen',
  'credentials.removeEmailQuestion': 'E-Mail-Adresse {target} entfernen?',
  'credentials.removePhoneNumberQuestion': 'Telefonnummer mit den Endziffern {target} entfernen?',
  'credentials.removeHint': 'Dorthin werden keine Codes mehr gesendet. Wir prüfen vorher, ob Sie es sind.',
  'credentials.removeLast':
    'Das ist Ihr letztes Ziel. Ohne dieses genügt zur Anmeldung Ihr Passwort, bis Sie ein anderes hinzufügen.',
  'credentials.keep': 'Behalten',
  'credentials.removed': 'Entfernt. Dorthin werden keine Codes mehr gesendet.',
  'credentials.addEmail': 'E-Mail-Adresse hinzufügen',
  'credentials.addPhoneNumber': 'Telefonnummer hinzufügen',
  'credentials.addEmailHint': 'Codes werden an die E-Mail-Adresse Ihres Kontos gesendet: {target}',
  'credentials.addOwnEmailHint': 'Codes werden an die E-Mail-Adresse Ihres Kontos gesendet.',
  'credentials.addPhoneNumberHint': 'Codes werden per SMS an diese Nummer gesendet.',
  'credentials.add': 'Hinzufügen',
  'credentials.confirm': 'Bestätigen',
  'credentials.back': 'Zurück',
  'credentials.added': 'Hinzugefügt. Ab jetzt können Codes dorthin gesendet werden.',
  'credentials.changed': 'Geändert.',

  // Trusted devices
  'devices.title': 'Vertrauenswürdige Geräte',
  'devices.intro': 'Auf diesen Geräten können Sie sich ohne Code anmelden.',
  'devices.loading': 'Ihre vertrauenswürdigen Geräte werden geladen …',
  'devices.show': 'Vertrauenswürdige Geräte anzeigen',
  'devices.locked': 'Bestätigen Sie, dass Sie es sind, um sie zu sehen.',
  'devices.empty': 'Zurzeit ist kein Gerät vertrauenswürdig.',
  'devices.unknown': 'Unbekanntes Gerät',
  'devices.addedOn': 'Vertrauenswürdig seit {date}',
  'devices.remove': 'Nicht mehr vertrauen',
  'devices.removeNamed': '{device} nicht mehr vertrauen',
  'devices.removeQuestion': '{device} nicht mehr vertrauen?',
  'devices.removeHint': 'Bei der nächsten Anmeldung auf diesem Gerät wird ein Code verlangt.',
  'devices.keep': 'Behalten',
  'devices.removed': 'Diesem Gerät wird nicht mehr vertraut.',
} as const satisfies Messages
